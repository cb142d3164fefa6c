"""What counts as plain is what no spelling is looked for in, and what no column rounds or cuts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from random import Random

import pytest
from psycopg import sql

from segue.database.catalog import Column
from segue.database.introspection import read_catalog
from segue.database.session import connect
from segue.demo.servers import Server
from segue.files.importing.file_format import FileFormat
from segue.files.importing.grammar import Grammar
from segue.files.importing.plain_values import FIRST, MOST_PATTERNS, PlainValues
from segue.files.importing.spellings import spellings_of
from segue.files.importing.spellings.model import Conventions
from segue.files.importing.spellings.plain import ANYTHING, PlainPatterns, plain
from segue.files.importing.spellings.rounding import allowed, rounding
from support.databases import Database, fresh_database
from support.importer import Importer

TYPES = (
    "int", "bigint", "numeric", "numeric(10)", "numeric(10, 1)", "numeric(10, 2)", "numeric(10, 3)",
    "numeric(10, 5)", "real", "double precision", "money", "text", "varchar", "varchar(5)",
    "citext", "char(5)", "name", "date", "time", "timetz", "timestamp", "timestamptz",
    "timestamp(0)", "interval", "interval(0)", "boolean", "uuid", "json", "jsonb", "bytea", "cidr",
    "inet", "int[]", "date[]", "daterange", "int4range", '"char"', "bit(3)",
)  # fmt: skip
VALUES = (
    "", " ", "1", "-1", "007", "1.0", "1,0", "1.5", "1.000", "12.345", "1.0000", "1.50", "1.005",
    "1e5", "1E+05", "1.5E+10", "4.9e+12", "1.2E12", "nan", "NaN", "inf", "-Infinity", "0x1F",
    "1,234.50", "1.234,50", "1,50", "#REF!", "#N/A", "####", '="0123"', "'+49 30", "\t-1", "NULL",
    "\\N", "None", "[NULL]", "a\\nb", "\\", "x\\\\y", "abc", "abcde ", "a" * 80, "é" * 40, "é",
    "4e" + "1" * 30, "1" * 40, "12 Main St", "-", "+", "=", "2025-04-03", "2025-04-03 10:00",
    "2025-04-03 10:00:00", "2025-04-03T10:00:00Z", "2025-04-03 10:00:00.1234567+02",
    "2025-04-03 10:00:00+02:00", "2025-04-03 10:00:00 UTC+2", "2025-04-03 10:00:00 EST",
    "03.04.2025", "3/4/25", "2025/4/3", "today", "infinity", "10:00", "10:00:00", "10:00:00.5",
    "10:00:00+02", "1 day 10:00:00", "15:30", "P1D", "1,5 hours", "10.0.0.0/8", "10", "10/8",
    "wahr", "t", "1.0.0", '"[1]"', '{"a": 1}', '"x"', "[1]", "{1,2}", "{2025-04-03}", "[1,2)",
    "[2025-04-03,2025-05-03 10:00)", "\\x00ff", "AAEC", "0xff", "b'x'", "101", "1010", "𝟙", "١٢",
)  # fmt: skip
SIGNS = "0123456789.,eE+-:T Z/'#=\\\"a\té"
CONVENTIONS = (
    Conventions(),
    Conventions(null_settled=False, backslashes_settled=False),
    Conventions(decimal="."),
    Conventions(dates="DMY"),
)
MANNERS = (
    FileFormat(),
    FileFormat(delimiter=";", null="NULL"),
    FileFormat(delimiter="\t", escape="\\"),
)


@pytest.fixture(scope="module")
def database(target_server: Server) -> Iterator[Database]:
    with ExitStack() as stack:
        made = stack.enter_context(fresh_database(target_server))
        columns = ", ".join(f"c{n} {declared}" for n, declared in enumerate(TYPES))
        made.execute(
            f"CREATE EXTENSION citext; CREATE TABLE sorts ({columns}); CREATE TABLE given (v text)"
        )
        yield made


def _texts() -> set[str]:
    random = Random(4)
    made = {"".join(random.choices(SIGNS, k=random.randint(1, 12))) for _ in range(3000)}
    for value in VALUES:
        at = random.randint(0, len(value))
        made |= {value, value[:at] + random.choice(SIGNS) + value[at:], value + " ", "-" + value}
    return made


def _cell(text: str, file_format: FileFormat, *, quoted: bool) -> bytes | None:
    """The text as a file has it; None where it cannot be written so."""
    if quoted and file_format.escape:
        text = re.sub(r'(["\\])', r"\\\1", text)
    elif quoted:
        text = text.replace('"', '""')
    elif re.search(f'["{file_format.delimiter}\r\n]', text) or text == file_format.null:
        return None
    return f'"{text}"'.encode() if quoted else text.encode()


def test_no_plain_value_is_spelled_for_something_else_or_shortened(database: Database) -> None:
    texts = sorted(_texts())
    with closing(connect(database.endpoint, "target", "test")) as session:
        (table,) = (t for t in read_catalog(session).tables.values() if t.name.name == "sorts")
        with session.cursor().copy("COPY given FROM STDIN") as copy:
            for text in texts:
                copy.write_row((text,))
        looked = 0
        for column in table.columns:
            for conventions in CONVENTIONS:
                told = [s for s in spellings_of(column, conventions) if not s.late]
                conditions: list[sql.Composable] = [
                    sql.SQL(s.condition).format(sql.SQL("v")) for s in told
                ]
                conditions += _rounded(column)
                shape = plain(column, conventions, verbatim=False)
                if shape is None or not conditions:
                    assert shape in (None, ANYTHING)
                    continue
                any_of = sql.SQL(" OR ").join(sql.SQL("({})").format(one) for one in conditions)
                found = session.execute(sql.SQL("SELECT v FROM given WHERE {}").format(any_of))
                doubted = {text for (text,) in found.fetchall()}
                looked += len(doubted)
                assert _plain_ones(shape, doubted) == set(), column.type.text
                assert len(_plain_ones(shape, set(texts) - doubted)) > 0
    assert looked > 1000


def _rounded(column: Column) -> list[sql.Composable]:
    """When the column keeps less of a value, of those that the type can hold at all."""
    if (template := rounding(column)) is None:
        return []
    condition = sql.SQL(template[0]).format(sql.SQL("v"), allowed(column))
    name = column.type.resolved.name.name
    if name == "varchar":  # what is too long for another reason is refused
        return [sql.SQL("v LIKE '% ' AND {}").format(condition)]
    held = sql.SQL("pg_catalog.octet_length(v) < 30 AND v !~* 'e' AND {}").format(condition)
    return [held if name in ("float4", "float8") else condition]


def _plain_ones(shape: PlainPatterns, texts: set[str]) -> set[tuple[str, str]]:
    return {
        (text, file_format.delimiter)
        for file_format in MANNERS
        for value in [re.compile(rb"(?:" + Grammar(file_format).plain(shape) + rb")\Z", re.DOTALL)]
        for text in texts
        for cell in (_cell(text, file_format, quoted=True), _cell(text, file_format, quoted=False))
        if cell is not None and value.match(cell)
    }


def test_a_doubtful_value_is_seen_wherever_it_stands() -> None:
    whole = PlainPatterns(rb"[0-9]++")
    for place in (0, 3, FIRST - 1, FIRST, FIRST + 7):
        values = PlainValues(Grammar(FileFormat()), 3, {0: whole, 2: whole})
        data = b"".join(b"%d,x,7\n" % n if n != place else b"1.0,x,7\n" for n in range(FIRST + 9))
        position = 0
        while position < len(data):
            record = values.record.match(data, position) or values.match(data, position)
            assert record is not None
            position = record.end()
        assert values.doubtful == {0}


def test_a_file_of_ever_new_doubts_is_looked_at_whole() -> None:
    width = MOST_PATTERNS + 10
    values = PlainValues(
        Grammar(FileFormat()), width, dict.fromkeys(range(width), PlainPatterns(rb"[0-9]++"))
    )
    for _ in range(FIRST):
        assert values.match(b",".join([b"1"] * width) + b"\n", 0) is not None
    for place in range(MOST_PATTERNS):
        record = b",".join(b"x" if n == place else b"1" for n in range(width)) + b"\n"
        assert values.record.match(record, 0) or values.match(record, 0)
    assert values.doubtful == set(range(width))


INDEXED = """
    CREATE TABLE kept (id int PRIMARY KEY, code text UNIQUE, word varchar(20), at date);
    CREATE INDEX kept_word ON kept (word); COMMENT ON INDEX kept_word IS 'kept';
    COMMENT ON CONSTRAINT kept_code_key ON kept IS 'one of a kind';
"""


def test_the_table_is_as_it_was_whatever_comes_down_meanwhile(
    database: Database, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unique indexes of an empty table too are built after its rows; who breaks them is named."""
    monkeypatch.setattr("segue.move.schema.REBUILD_FROM", 0)
    database.execute("DROP TABLE IF EXISTS kept CASCADE; " + INDEXED)
    importer = Importer(database, tmp_path)  # type: ignore[arg-type]
    before = _definitions(database)
    lines = [f"{n},code {n},word {n},2025-01-0{1 + n % 9}" for n in range(30)]
    good = "\n".join(["id,code,word,at", *lines]) + "\n"
    twice = good + "7,code 30,word,2025-01-01\n31,code 8,word,2025-01-01\n"
    result = importer.csv(twice, table="kept", reject=importer.folder / "bad.csv")
    assert [(file.merged.new, file.rejected) for file in result.files] == [(30, 2)]
    assert _definitions(database) == before
    database.execute("TRUNCATE kept")
    (file,) = importer.csv(good, table="kept").files
    assert (file.merged.new, file.unequal) == (30, 0)
    assert _definitions(database) == before


def _definitions(database: Database) -> list[tuple[object, ...]]:
    return database.execute(
        "SELECT pg_get_indexdef(i.indexrelid), obj_description(i.indexrelid, 'pg_class'),"
        " pg_get_constraintdef(c.oid), obj_description(c.oid, 'pg_constraint'), c.conname::text"
        " FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid"
        " WHERE i.indrelid = 'kept'::regclass ORDER BY 1"
    )
