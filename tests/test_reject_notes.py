"""The note beside a reject file: what is written is read again, and what is no note is told."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.errors import ManifestUnreadable
from segue.files.importing.columns import ColumnOptions, NotedColumn
from segue.files.importing.file_format import FileOptions
from segue.files.importing.reject_notes import (
    Destination,
    RejectNote,
    path_beside,
    read_note,
    with_note,
    write_note,
)

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ['say "hi"', "a\\b", "two\nlines", "tab\t", "# no comment", "[set]", "'", "= 1", "\x7f", "\0"]
)
PAIRS = st.dictionaries(WORDS, WORDS, max_size=3)
COLUMNS = st.builds(NotedColumn, WORDS, WORDS, WORDS, WORDS, st.booleans())
TOLD = st.builds(
    FileOptions,
    encoding=st.none() | st.sampled_from(["utf-8", "cp1252"]),
    delimiter=st.none() | st.sampled_from([",", "\t", '"', "\\"]),
    quote=st.none() | st.sampled_from(["", '"', "'"]),
    escape=st.none() | st.sampled_from(["", "\\"]),
    null=st.none() | WORDS,
    header=st.none() | st.booleans(),
    skip=st.integers(0, 9),
    decimal=st.none() | st.sampled_from([".", ","]),
    thousands=st.sampled_from(["", " ", "'", "."]),
    dates=st.sampled_from(["YMD", "DMY", "MDY"]),
    timezone=WORDS,
)
NOTES = st.builds(
    RejectNote,
    destination=st.builds(Destination, WORDS, WORDS, WORDS),
    table=WORDS,
    told=TOLD,
    columns=st.lists(COLUMNS, max_size=3).map(tuple),
    existing=st.sampled_from(["stop", "keep", "update"]),
    verbatim=st.booleans(),
    full_clean=st.booleans(),
    set=PAIRS,
    read=PAIRS,
    match=st.lists(WORDS, max_size=2).map(tuple),
)


@given(NOTES)
def test_a_note_is_read_as_it_was_written(note: RejectNote) -> None:
    with TemporaryDirectory() as folder:
        rejects = Path(folder) / "bad.csv"
        write_note(rejects, note)
        assert read_note(rejects) == note
        assert path_beside(rejects).stat().st_mode & 0o077 == 0


def test_a_file_without_a_note_has_none(tmp_path: Path) -> None:
    assert read_note(tmp_path / "bad.csv") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("version = 1", "table"),
        ("version = 2", "its version is 2, not 1"),
        ("version =", "Invalid value"),
        ("told = { colour = 1 }\ntable = 't'\nversion = 1", "colour"),
    ],
)
def test_what_is_no_whole_note_is_told(tmp_path: Path, text: str, reason: str) -> None:
    rejects = tmp_path / "bad.csv"
    path_beside(rejects).write_text(text)
    with pytest.raises(ManifestUnreadable, match=reason):
        read_note(rejects)


def test_how_the_file_is_written_is_expected_and_what_its_values_mean_is_told() -> None:
    note = RejectNote(
        Destination(), "t", FileOptions("cp1252", ";", '"', "", decimal=",", dates="DMY"), ()
    )
    expected = note.expected
    assert (expected.encoding, expected.delimiter, expected.quote) == ("cp1252", ";", '"')
    assert note.meaning == FileOptions(decimal=",", dates="DMY")


def test_columns_are_noted_by_position_where_all_stand_first_else_by_name() -> None:
    first, second = (
        NotedColumn(name, *["x"] * (len(NotedColumn.__dataclass_fields__) - 1)) for name in "ab"
    )
    wanted = with_note(
        ColumnOptions(), RejectNote(Destination(), "t", FileOptions(), (first, second))
    )
    assert wanted.noted_at(["a", "b", "segue_reason"]) == {0: first, 1: second}
    assert wanted.noted_at(["segue_reason", "b", "a"]) == {1: second, 2: first}
    assert wanted.noted_at(["b"]) == {0: second}
