"""How a file is written is found out, shown, and asked where it is not certain."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from segue.files.importing.detection import FileHead, read_head
from segue.files.importing.encodings import doubt_of_twice
from segue.files.importing.file_format import FileOptions

COLUMNS = {"id", "name", "price", "day", "note", "meta"}


def head(
    data: str | bytes, *, known: Callable[[str], bool] = COLUMNS.__contains__, **told: object
) -> FileHead:
    sample = data.encode() if isinstance(data, str) else data
    return read_head(sample, FileOptions(**told), known, whole=True)  # type: ignore[arg-type]


GERMAN = "id;name;price;day\r\n1;Müller;1,20;03.04.2025\r\n2;Jäger;2,50;04.04.2025\r\n"

FILES = {
    "psql": ('id,name,meta\n1,"a, b","{""x"": 1}"\n2,,\n', ",", '"'),
    "Excel in German": (GERMAN, ";", '"'),
    "tabs": ("id\tname\n1\ta, b\n2\tc\n", "\t", '"'),
    "DBeaver": ('"id","name","note"\n1,"a; b","c"\n2,"d","e; f; g"\n', ",", '"'),
    "bars": ("id|name|note\n1|a|b,c\n2|d|e\n", "|", '"'),
    "single quotes": ("id,name\n1,'a,b'\n2,'c,d'\n", ",", "'"),
    "one column": ("name\nanna\nbob, carl\n", ",", '"'),
    "one row": ("id,name\n1,x\n", ",", '"'),
    "header alone": ("id;name\n", ";", '"'),
    "markup": ('id,note\n1,"<p style=""a: b; c: d; e: f"">x; y; z</p>\n<p>u; v</p>"\n', ",", '"'),
}


@pytest.mark.parametrize("name", FILES)
def test_delimiter_and_quote_are_found(name: str) -> None:
    data, delimiter, quote = FILES[name]
    found = head(data)
    assert (found.file_format.delimiter, found.file_format.quote, found.doubts) == (
        delimiter,
        quote,
        (),
    )
    assert found.file_format.header


@pytest.mark.parametrize(
    ("data", "skip"),
    [
        ("Report 2025;;\n;;\nid;name;price\n1;a;1\n", 2),
        ("Products, as of today\nID,name\n1,a\n", 1),
        ("# by x\n# on monday\nid\tname\n1\ta\n", 2),
        ("sep=;\nid;name\n1;a\n", 0),
        ("id,colour\n1,a\nid,name\n", 0),
        ("1,a\n2,b\n", 0),
    ],
)
def test_a_header_below_titles_is_asked(data: str, skip: int) -> None:
    found = head(data, known=lambda name: name.lower() in COLUMNS)
    assert found.file_format.skip == skip
    assert [
        one.option.startswith(f"--skip {skip} ") for one in found.doubts if "above" in one.question
    ] == [True] * bool(skip)
    if skip:
        assert found.names[1] == "name"


@pytest.mark.parametrize(
    "before", ["", '4\t{"": ""}\n', '4\t5" pipe\n'], ids=["", "JSON", "inches"]
)
def test_backslashes_behind_a_quote_that_is_none_are_asked_too(before: str) -> None:
    """`mysql --batch` quotes nothing: to it a quote is a character of the text."""
    found = head(f"id\tname\n1\tNULL\n{before}5\t\\\\N\n")
    assert (found.file_format.quote, found.file_format.escape) == ("", "\\")
    assert "as in \\\\N" in found.doubts[0].question


@pytest.mark.parametrize(("values", "sure"), [(["'a'", "'b'", "'c'"], True), (["''"], False)])
def test_few_values_in_apostrophes_may_be_so_by_chance(values: list[str], *, sure: bool) -> None:
    data = "".join(f"{n},{value}\n" for n, value in enumerate(values))
    found = head(f"id,name\n{data}")
    assert found.file_format.quote == "'"
    assert (not found.doubts) is sure


def test_an_apostrophe_does_not_hide_backslashes() -> None:
    (doubt,) = head('id\tname\tmeta\n1\tNULL\t{"\\\\r": 1}\n2\t\'\r\\n\tNULL\n').doubts
    assert "backslashes" in doubt.question


def test_an_escape_is_found() -> None:
    assert head('id,name\n1,"say \\"hi\\", ok"\n2,"x"\n').file_format.escape == "\\"


def test_the_tables_columns_decide_between_delimiters() -> None:
    """By its dots and commas alone the file could be anything."""
    data = "id;name\n1,5;a,b\n2,5;c,d\n3,5;e,f\n"
    assert head(data).file_format.delimiter == ";"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16", b""), ("utf-32", b"")],
)
def test_unicode_is_certain(encoding: str, mark: bytes) -> None:
    found = head(mark + GERMAN.encode(encoding))
    assert found.doubts == ()
    assert found.file_format.encoding == encoding
    assert found.rows[0][1].text == "Müller"


def test_a_legacy_encoding_is_asked_with_an_example() -> None:
    found = head(GERMAN.encode("cp1252"))
    (doubt,) = found.doubts
    assert "Müller" in doubt.question
    assert doubt.option.startswith("--encoding")


def test_a_legacy_encoding_that_was_told_is_not_asked() -> None:
    found = head(GERMAN.encode("cp1252"), encoding="cp1252")
    assert (found.doubts, found.rows[0][1].text) == ((), "Müller")


def test_utf8_with_a_damaged_line_is_still_utf8() -> None:
    found = head("id,name\n1,Müller\n2,é\n".encode() + b"3,\xff\n4,\xc3\xa4\n")
    assert (found.file_format.encoding, found.doubts) == ("utf-8", ())


@pytest.mark.parametrize(
    ("name", "text"),
    [("iso2022_jp", "日本語表"), ("iso2022_kr", "한국어")],
)
def test_escapes_to_another_script_are_asked_about(name: str, text: str) -> None:
    """The old encodings of mail hold no byte that is not ASCII's."""
    found = head(f"id,name\n1,{text}\n".encode(name))
    assert (found.file_format.encoding, found.rows[0][1].text) == (name, text)
    assert text in found.doubts[0].question


@pytest.mark.parametrize("text", ["Müller", "Ärger", "“so” – it’s", "Łódź", "Привет", "日本", "é"])
def test_utf8_that_was_read_as_something_else_is_asked_about(text: str) -> None:
    twice = text.encode().decode("cp1252", errors="surrogateescape")
    twice = "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in twice)
    doubt = doubt_of_twice(f"id,name\n1,{twice}\n".encode())
    assert doubt is not None
    assert doubt.option == "--verbatim"


@pytest.mark.parametrize(
    "text",
    ["“AMANHÃ” – CAFÉ’S", "à la carte, É»", "NESCAFÉ® Ü® É™", "SÃO… Â”", "ÄÖÜß €£", "Αθήνα °"],
)
def test_signs_behind_letters_are_signs(text: str) -> None:
    assert doubt_of_twice(f"id,name\n1,{text}\n".encode()) is None


@pytest.mark.parametrize(
    ("mark", "shown"), [("^", "'^'"), ("~", "'~'"), ("\x01", "'\\x01'"), ("#", "'#'"), ("!", "'!'")]
)
def test_an_unusual_delimiter_is_asked_where_the_header_then_names_columns(
    mark: str, shown: str
) -> None:
    found = head(f'id{mark}"name"{mark}price\n1{mark}a, b{mark}2\n2{mark}c{mark}3\n')
    assert (found.file_format.delimiter, found.names) == (mark, ("id", "name", "price"))
    assert found.doubts[0].option == f"--delimiter {shown}"


def test_utf16_without_a_mark_is_asked() -> None:
    found = head("id,name\n1,x\n2,y\n".encode("utf-16-le"))
    assert found.file_format.encoding == "utf-16-le"
    assert len(found.doubts) == 1


def test_excels_sep_line_is_heeded() -> None:
    found = head("sep=;\r\nid;name\r\n1;a\r\n")
    assert (found.file_format.delimiter, found.names, found.line) == (";", ("id", "name"), 3)


def test_lines_before_the_header_are_skipped_as_told() -> None:
    found = head("Report of May\n\nid,name\n1,a\n", skip=2)
    assert (found.names, found.line) == (("id", "name"), 4)
    assert found.offset == len("Report of May\n\nid,name\n")


class TestHeader:
    def test_is_one_where_it_names_a_column(self) -> None:
        assert head("id,whatever\n1,2\n").file_format.header

    def test_is_none_where_it_holds_numbers(self) -> None:
        found = head("1,a\n2,b\n")
        assert not found.file_format.header
        assert (found.names, found.width, found.line, found.offset) == ((), 2, 1, 0)

    def test_is_asked_where_it_may_be_either(self) -> None:
        found = head("anna,berlin\nbob,bonn\n")
        assert "Is the first line (anna, berlin) a header?" in found.doubts[0].question

    def test_may_span_lines(self) -> None:
        found = head('id,"na\nme"\n1,x\n')
        assert (found.names, found.line) == (("id", "na\nme"), 3)
