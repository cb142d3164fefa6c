"""Random tables as many programs write them, whole and damaged: they come in as they are, or told.

Each table is written by an imitated program, some bytes are damaged, and what stands in the target
afterwards is held against an independent reader of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, note
from hypothesis import strategies as st

from segue.demo.servers import Server
from segue.errors import SegueError
from segue.files.importing.run import Result
from support.databases import Database, fresh_database
from support.examples import trying
from support.importer import Importer
from support.writers import COLUMNS, TABLE, WRITERS, Row, Writer

RUN = trying(40, phases=[Phase.generate, Phase.shrink])
WORDS = ("NULL", "1.0", "007", '="a"', "'+49", "1.5E+10", "#REF!", "\\N", "a\\nb", 'say "hi"', " ")
LETTERS = st.sampled_from("abzÄéß€ 019,;|\t\n\r\"'\\.:-+=#{}")
NAMES = st.text(LETTERS, max_size=12) | st.sampled_from(WORDS)
CENTS = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
CLOCKS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
DOCUMENTS = st.dictionaries(st.text(LETTERS, max_size=3), NAMES | st.integers(), max_size=2)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Rows for `support.writers.TABLE`."""
    made = st.tuples(
        st.none() | NAMES,
        st.none() | CENTS.map(lambda amount: amount.quantize(Decimal("0.01"))),
        st.none() | st.dates(date(1900, 1, 1), date(2199, 1, 1)),
        st.none() | CLOCKS,
        st.none() | st.booleans(),
        st.none() | st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4)),
        st.none() | DOCUMENTS,
        st.none() | st.uuids(),
    )
    return [(number, *row) for number, row in enumerate(draw(st.lists(made, max_size=8)), 1)]


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, float, bytes]:
    """What happens to a file, where in it (0 is the beginning, 1 the end), and with which bytes."""
    kind = draw(st.sampled_from(["cut", "take", "put", "change", "twice", "again"]))
    piece = st.sampled_from([b'"', b",", b";", b"\t", b"\n", b"\r", b"\\", b"\0", b"\xff", b"7"])
    return kind, draw(st.floats(0, 1)), draw(piece)


def damaged(data: bytes, damage: tuple[str, float, bytes]) -> bytes:
    kind, share, piece = damage
    at = int(len(data) * share)
    lines = data.splitlines(keepends=True)
    line = int(len(lines) * share)
    match kind:
        case "cut":
            return data[:at]
        case "take":
            return data[:at] + data[at + 1 :]
        case "put":
            return data[:at] + piece + data[at:]
        case "change":
            return data[:at] + piece + data[at + 1 :]
        case "twice":
            return b"".join([*lines[: line + 1], *lines[line:]])
    return b"".join([*lines[:line], *lines[:1], *lines[line:]])  # the header again


@pytest.fixture(scope="module")
def database(target_server: Server) -> Iterator[Database]:
    with ExitStack() as stack:
        made = stack.enter_context(fresh_database(target_server))
        made.execute(TABLE)
        yield made


OUTCOMES: Counter[str] = Counter()


def brought(
    database: Database, folder: Path, data: bytes, told: dict[str, Any]
) -> tuple[list[Row], Result | None]:
    """The rows that are in the table after the import; no result where it was refused in words."""
    database.execute("TRUNCATE item")
    importer = Importer(database, folder)
    reject = folder / "bad.csv"
    for old in (reject, folder / "bad.csv.segue.toml"):
        old.unlink(missing_ok=True)
    result = None
    try:
        result = importer.run(importer.file("item.csv", data), told=told, reject=reject)
    except SegueError as error:
        note(f"refused: {error}")
    rows = database.execute(
        "SELECT id, nullif(name, ''), amount, day, made, active, weight, tags, code FROM item"
    )
    database.close()
    return rows, result


def holds(rows: list[Row], result: Result | None, readings: list[Row]) -> None:
    """Nothing of a refused file is stored; else every row is one that the file holds."""
    if result is None:
        assert rows == []
        OUTCOMES["refused"] += 1
        return
    (file,) = result.files
    assert len(rows) == file.merged.rows
    assert file.merged.rows + file.rejected == file.rows
    remarked = {remark.column for remark in file.remarks}
    for row in rows:
        assert any(_same(row, reading, remarked) for reading in readings), row
    OUTCOMES["rejects" if file.rejected else "whole"] += 1


def _same(row: Row, reading: Row, remarked: set[str]) -> bool:
    """Whether both are the same row, but for columns of which something was told."""
    pairs = zip(COLUMNS, row, reading, strict=True)
    return all(name in remarked or one == other for name, one, other in pairs)


def _readable(writer: Writer, rows: list[Row]) -> list[Row]:
    """The rows with names that the program's encoding has."""
    encoding = writer.encoding
    return [
        (row[0], row[1] and row[1].encode(encoding, "ignore").decode(encoding), *row[2:])
        for row in rows
    ]


@pytest.mark.parametrize("said", [True, False], ids=["told how it is written", "told nothing"])
def test_what_a_program_wrote_comes_in_or_is_told(
    database: Database, tmp_path: Path, *, said: bool
) -> None:
    OUTCOMES.clear()

    @RUN
    @given(name=st.sampled_from(sorted(WRITERS)), rows=tables())
    def every(name: str, rows: list[Row]) -> None:
        writer = WRITERS[name]
        data = writer.write(_readable(writer, rows))
        note(repr(data))
        found, result = brought(database, tmp_path, data, dict(writer.told) if said else {})
        holds(found, result, list(writer.read(data)))
        if result is not None and not result.rejected:
            assert len(found) == len(rows)

    every()
    assert OUTCOMES["whole"] > RUN.max_examples / (3 if said else 20)


def test_what_is_damaged_comes_in_as_it_is_or_is_told(database: Database, tmp_path: Path) -> None:
    OUTCOMES.clear()

    @RUN
    @given(name=st.sampled_from(sorted(WRITERS)), rows=tables(), damage=damages())
    def every(name: str, rows: list[Row], damage: tuple[str, float, bytes]) -> None:
        writer = WRITERS[name]
        whole = writer.write(_readable(writer, rows))
        data = damaged(whole, damage)
        note(repr(data))
        found, result = brought(database, tmp_path, data, dict(writer.told))
        holds(found, result, [*writer.read(data), *writer.read(whole)])

    every()
    assert OUTCOMES["rejects"] + OUTCOMES["refused"] > 0
