"""A file's bytes become records: each with its line, and one broken line costs one row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.files.importing import records
from segue.files.importing.decoding import to_utf8
from segue.files.importing.file_format import FileFormat
from segue.files.importing.grammar import Cell, Grammar
from segue.files.importing.records import BrokenLine, LineTooLong, Splitter

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def split(
    data: bytes, width: int, file_format: FileFormat | None = None, piece: int = 1000
) -> tuple[list[bytes], list[BrokenLine], Splitter]:
    """The numbered records, the broken lines, and the splitter as it ended."""
    broken: list[BrokenLine] = []
    splitter = Splitter(file_format or FileFormat(), width, broken.append)
    pieces = [data[n : n + piece] for n in range(0, len(data), piece)]
    out = [block for one in pieces for block in splitter.feed(one)]
    out.extend(splitter.feed(b"", last=True))
    return out, broken, splitter


def good(
    data: bytes, width: int, file_format: FileFormat | None = None, piece: int = 1000
) -> bytes:
    return b"".join(split(data, width, file_format, piece)[0])


def kinds(data: bytes, width: int, file_format: FileFormat | None = None) -> list[tuple[int, str]]:
    return [(one.line, one.kind) for one in split(data, width, file_format)[1]]


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 1000])
class TestWhateverThePieces:
    def test_records_keep_the_line_they_begin_on(self, piece: int) -> None:
        data = b'a,b\r\n"x\ny",2\n\n3,"4"\r5,6'
        assert good(data, 2, piece=piece) == b'1,a,b\n2,"x\ny",2\n5,3,"4"\n6,5,6\n'

    def test_line_ends_within_quotes_stay_as_they_are(self, piece: int) -> None:
        assert good(b'"a\r\nb\rc\n",1\r\n', 2, piece=piece) == b'1,"a\r\nb\rc\n",1\n'

    def test_bytes_that_are_no_text_cost_one_row(self, piece: int) -> None:
        data = "é,1\n".encode() + b"\xff,2\n\0,3\n4,4\n"
        out, broken, _ = split(data, 2, piece=piece)
        assert b"".join(out) == "1,é,1\n4,4,4\n".encode()
        assert [(one.line, one.kind) for one in broken] == [(2, "encoding"), (3, "nul")]


class TestBrokenLines:
    def test_too_few_and_too_many_values_are_told_with_their_number(self) -> None:
        _, broken, splitter = split(b"1,2\n1\n1,2,3\n", 2)
        assert [(one.line, one.kind, one.told) for one in broken] == [
            (2, "ragged", "1"),
            (3, "ragged", "3"),
        ]
        assert (splitter.rows, splitter.broken) == (1, 2)

    @pytest.mark.parametrize("line", [b'a"b,1', b'"a"b,1', b'1,"a" ', b' "a",1'])
    def test_a_stray_quote_costs_its_line_alone(self, line: bytes) -> None:
        data = b"1,1\n" + line + b"\n3,3\n"
        assert kinds(data, 2) == [(2, "stray_quote")]
        assert good(data, 2) == b"1,1,1\n3,3,3\n"

    def test_all_behind_a_quote_that_never_closes_is_one_piece(self) -> None:
        data = b'1,1\n2,"two\n3,3\n'
        _, broken, splitter = split(data, 2)
        assert [(one.line, one.kind, one.raw) for one in broken] == [
            (2, "open_quote", b'2,"two\n3,3')
        ]
        assert (good(data, 2), splitter.rows, splitter.broken) == (b"1,1,1\n", 1, 1)

    def test_rows_behind_such_a_quote_are_told_one_by_one(self) -> None:
        broken: list[BrokenLine] = []
        splitter = Splitter(
            FileFormat(), 2, broken.append, is_row=lambda cells: cells[0].text == "3"
        )
        data = b'2,"two\n3,3\n3,4\n'
        assert b"".join(splitter.feed(data, last=True)) == b"2,3,3\n3,3,4\n"
        told = [(one.line, one.kind, one.raw, one.told) for one in broken]
        assert told == [
            (1, "open_quote", b'2,"two', ""),
            (2, "behind_quote", None, "1"),
            (3, "behind_quote", None, "1"),
        ]
        assert (splitter.rows, splitter.broken) == (2, 1)

    def test_an_open_quote_beyond_the_largest_record_is_refused(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(records, "LARGEST", 1000)
        with pytest.raises(LineTooLong) as caught:
            split(b'1,"one\n' + b"2,2\n" * 1000, 2, piece=100)
        assert (caught.value.line, caught.value.open_quote) == (1, True)

    @pytest.mark.parametrize(
        ("line", "kind"),
        [
            (b"\xef\xbb\xbf1,2", "mark"),
            (b'\xef\xbb\xbf"1","2"', "mark"),
            (b'"\xef\xbb\xbf1","2"', "mark"),
            (b"1,\0", "nul"),
        ],
    )
    def test_what_joined_files_leave_behind_is_told(self, line: bytes, kind: str) -> None:
        broken: list[BrokenLine] = []
        splitter = Splitter(FileFormat(), 2, broken.append, line=2)
        rows = b"".join(splitter.feed(b"1,1\n" + line + b"\n2,2\n", last=True))
        assert rows == b"2,1,1\n4,2,2\n"
        assert [(one.line, one.kind) for one in broken] == [(3, kind)]

    @pytest.mark.parametrize(
        ("data", "rows", "pieces"),
        [
            (b'p,"a "b" c\nd, e\nf"\nq,r\n', b"4,q,r\n", [(1, b'p,"a "b" c\nd, e\nf"')]),
            (b'p,3" disk\nq,r\ns,5" disk\n', b"2,q,r\n", [(1, b'p,3" disk'), (3, b's,5" disk')]),
            (b'"a"b","c"\nq,r\n"a"b","c"\n', b"2,q,r\n", [(1, b'"a"b","c"'), (3, b'"a"b","c"')]),
        ],
        ids=["a text of several lines", "inches", "two broken lines"],
    )
    def test_pieces_of_a_text_behind_a_stray_quote_are_no_rows(
        self, data: bytes, rows: bytes, pieces: list[tuple[int, bytes]]
    ) -> None:
        broken: list[BrokenLine] = []
        splitter = Splitter(FileFormat(), 2, broken.append)
        assert b"".join(splitter.feed(data, last=True)) == rows
        assert [(one.line, one.raw) for one in broken] == pieces

    def test_empty_lines_at_the_end_of_one_column_are_no_rows(self) -> None:
        broken: list[BrokenLine] = []
        splitter = Splitter(FileFormat(), 1, broken.append)
        rows = b"".join(
            block for piece in (b"a\n\nb\n", b"\n", b"\n") for block in splitter.feed(piece)
        ) + b"".join(splitter.feed(b"", last=True))
        assert (rows, splitter.rows, splitter.blank) == (b"1,a\n2,\n3,b\n", 3, 2)

    def test_control_characters_of_a_legacy_encoding_are_told(self) -> None:
        broken: list[BrokenLine] = []
        splitter = Splitter(FileFormat(encoding="latin-1"), 1, broken.append)
        assert b"".join(splitter.feed("ü\n\x80\n".encode(), last=True)) == "1,ü\n".encode()
        assert [(one.kind, one.told) for one in broken] == [("legacy_control", "U+0080")]

    def test_a_line_without_end_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(records, "LARGEST", 1000)
        with pytest.raises(LineTooLong) as caught:
            split(b"1,2\n" + b"x" * 2000, 2, piece=100)
        assert caught.value.line == 2

    def test_a_backslash_before_a_quote_is_read_where_it_is_the_escape(self) -> None:
        line = rb'1,"a \" b, \\"' + b"\n"
        assert kinds(line, 2) == [(1, "stray_quote")]
        assert good(line, 2, FileFormat(escape="\\")) == b"1," + line

    def test_without_quotes_they_are_characters_like_others(self) -> None:
        file_format = FileFormat(delimiter="\t", quote="")
        assert good(b'5" disk\t"\n', 2, file_format) == b'1\t5" disk\t"\n'
        assert kinds(b"\x01\t2\n", 2, file_format) == [(1, "control")]


class TestEmptyLines:
    def test_are_no_rows_where_there_are_several_columns(self) -> None:
        _, broken, splitter = split(b"\n1,2\r\n\r\n\r3,4\n\n", 2)
        assert (splitter.rows, splitter.blank, broken) == (2, 4, [])

    def test_are_rows_where_there_is_one_column(self) -> None:
        assert good(b"a\n\nb\n", 1) == b"1,a\n2,\n3,b\n"


@given(
    rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    # With plain newlines it leaves a lone carriage return unquoted, which then ends a line.
    how=st.sampled_from(
        [("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]
    ),
    piece=st.integers(1, 50),
)
def test_what_pythons_writer_writes_is_read_back(
    rows: list[list[str]], delimiter: str, how: tuple[str, int], piece: int
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=how[0], quoting=how[1]).writerows(rows)
    file_format = FileFormat(delimiter=delimiter)
    out, broken, splitter = split(text.getvalue().encode(), 2, file_format, piece)
    assert broken == []
    assert splitter.rows == len(rows)
    lines = list(csv.reader(io.StringIO(b"".join(out).decode(), newline=""), delimiter=delimiter))
    assert [line[1:] for line in lines] == rows


@given(data=st.binary(max_size=60) | st.text('a,";\n\r\\é\0', max_size=60).map(str.encode))
def test_no_byte_is_lost_whatever_they_are(data: bytes) -> None:
    """But for line ends, every byte is in a record or in a broken line."""
    for piece in (1, 7, 1000):
        out, broken, splitter = split(data, 2, piece=piece)
        numbers = sum(
            len(line.split(b",", 1)[0]) + 1 for line in b"".join(out).split(b"\n") if line
        )
        kept = b"".join([*out, *(one.raw for one in broken)])
        assert len(_without_ends(kept)) - numbers <= len(_without_ends(data)) <= len(kept)
        assert splitter.broken == len(broken)


def _without_ends(data: bytes) -> bytes:
    return data.replace(b"\r", b"").replace(b"\n", b"")


def test_the_pieces_make_no_difference() -> None:
    data = b'1,"a\r\nb"\n2\n3,"x"y\r\n4,"open\n5,5\r6,6\n'
    assert len({good(data, 2, piece=piece) for piece in range(1, 40)}) == 1


class TestCells:
    def test_tell_quoted_from_unquoted(self) -> None:
        cells = Grammar(FileFormat()).cells(b'a,"b""c",,""')
        assert cells == [Cell("a"), Cell('b"c', True), Cell(""), Cell("", True)]


class TestDecoding:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252", "utf-8-sig"])
    def test_any_encoding_becomes_utf8_without_a_mark(self, encoding: str) -> None:
        decode = to_utf8(encoding)
        data = "é;1\r\n".encode(encoding)
        pieces = [decode(data[n : n + 1], False) for n in range(len(data))]
        assert b"".join([*pieces, decode(b"", True)]) == "é;1\r\n".encode()

    def test_undecodable_bytes_become_invalid_utf8(self) -> None:
        decoded = to_utf8("cp1252")(b"a\x81b", True)
        with pytest.raises(UnicodeDecodeError):
            decoded.decode()
        assert decoded.startswith(b"a")
        assert decoded.endswith(b"b")
