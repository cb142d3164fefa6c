"""Broken files: never a traceback, never a row that is not in the file, never one lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.demo.servers import Server
from segue.errors import SegueError
from segue.files.importing.run import Result
from support.databases import Database, fresh_database
from support.examples import trying
from support.importer import Importer

TOLD = {"delimiter": ",", "header": True, "null": "", "encoding": "utf-8"}
CLEAN = (
    'id,a,b\n1,one,"x, y"\n2,"say ""hi""",\n3,"two\nlines",Müller\n4,four,4\n5,,""\n6,"é",last\n'
).encode()


@pytest.fixture(scope="module")
def database(target_server: Server) -> Iterator[Database]:
    with ExitStack() as stack:
        made = stack.enter_context(fresh_database(target_server))
        made.execute("CREATE TABLE f (id int, a text, b text)")
        yield made


def fuzzed(database: Database, folder: Path, data: bytes, **told: object) -> Result | None:
    """Import what is left of the file, from scratch; None where it was refused in words."""
    database.execute("TRUNCATE f")
    importer = Importer(database, folder)
    reject = folder / "bad.csv"
    reject.unlink(missing_ok=True)
    try:
        return importer.run(
            importer.file("f.csv", data), told=TOLD | told, reject=reject, verbatim=True
        )
    except SegueError:
        return None
    finally:
        database.close()


def holds(database: Database, data: bytes, result: Result) -> None:
    """The numbers add up, and every value in the table stands in the file."""
    (file,) = result.files
    rows = database.execute("SELECT id::text, a, b FROM f")
    assert len(rows) == file.merged.rows
    assert file.merged.rows + file.rejected == file.rows
    for row in rows:
        for value in filter(None, row):
            assert value.replace('"', '""').encode() in data


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The clean file with bytes cut off, taken out, put in or changed."""
    data = CLEAN
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        piece = draw(
            st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"\\", b"\x80", b"x"])
        )
        kind = draw(st.sampled_from(["cut", "take", "put", "change", "latin"]))
        if kind == "cut":
            data = data[:at]
        elif kind == "take":
            data = data[:at] + data[at + draw(st.integers(1, 5)) :]
        elif kind == "put":
            data = data[:at] + piece + data[at:]
        elif kind == "change":
            data = data[:at] + piece + data[at + 1 :]
        else:
            data = data[:at] + data[at:].decode(errors="replace").encode("latin-1", "replace")
    return data


@trying(80)
@given(data=damaged())
def test_a_damaged_file(database: Database, tmp_path: Path, data: bytes) -> None:
    result = fuzzed(database, tmp_path, data)
    if result is not None:
        holds(database, data, result)


@trying(60)
@given(data=st.binary(max_size=80))
def test_bytes_that_are_no_file_of_rows(database: Database, tmp_path: Path, data: bytes) -> None:
    result = fuzzed(database, tmp_path, b"id,a,b\n" + data, quote='"')
    assert result is not None
    holds(database, data, result)


@trying(60)
@given(data=damaged() | st.binary(max_size=80))
def test_whatever_is_found_out_of_it(database: Database, tmp_path: Path, data: bytes) -> None:
    """Nothing is told: a result, a question or a refusal, but no traceback."""
    nothing = dict.fromkeys(TOLD)
    result = fuzzed(database, tmp_path, data, **nothing)
    if result is not None:
        (file,) = result.files
        assert file.merged.rows + file.rejected == file.rows


@trying(30)
@given(
    at=st.integers(0, 5),
    line=st.sampled_from(['7,"open', '7,a"b,c', "7,8", "7,8,9,10", '"x"y,1,2']),
)
def test_one_broken_line_costs_no_other_row(
    database: Database, tmp_path: Path, at: int, line: str
) -> None:
    records = [*CLEAN.decode().replace("two\nlines", "two").splitlines()]
    records.insert(at + 1, line)
    result = fuzzed(database, tmp_path, ("\n".join(records) + "\n").encode())
    assert result is not None
    (file,) = result.files
    assert (file.merged.rows, file.rejected) == (6, 1)
    assert file.groups[0].examples[0].line == at + 2


def test_a_truncated_archive_is_refused(database: Database, tmp_path: Path) -> None:
    import gzip

    packed = gzip.compress(CLEAN * 1000)
    with pytest.raises(SegueError, match=r"f\.csv\.gz cannot be read"):
        Importer(database, tmp_path).run(
            Importer(database, tmp_path).file("f.csv.gz", packed[:100]), told=TOLD
        )
