"""What a server writes as CSV comes in identical: every type, every hostile value and name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from psycopg import sql

from segue.database.session import connect
from segue.demo.servers import Server
from segue.files.importing.file_format import FileOptions
from support import strategies, types
from support.compare import differences
from support.databases import Database, Templates, fresh_database
from support.examples import trying
from support.importer import Answers, Importer
from support.strategies import RandomTable
from support.types import Sort


def _create_types(database: Database) -> None:
    for name in types.EXTENSIONS:
        database.execute(f"CREATE EXTENSION {name}")
    database.execute(types.OWN_TYPES)
    database.execute("CREATE SCHEMA made")


@pytest.fixture(scope="module")
def pair(
    source_server: Server, target_server: Server, templates: Templates
) -> Iterator[tuple[Database, Database]]:
    with ExitStack() as databases:
        made = [
            databases.enter_context(
                fresh_database(server, templates.get(server, "types to import", _create_types))
            )
            for server in (source_server, target_server)
        ]
        yield made[0], made[1]


@pytest.fixture(scope="module")
def sorts(
    source_server: Server, target_server: Server, pair: tuple[Database, Database]
) -> dict[str, Sort]:
    version = min(source_server.major, target_server.major)
    return types.sorts(version, xml=all(map(_takes_xml, pair)))


def _takes_xml(database: Database) -> bool:
    try:
        return bool(database.value("SELECT '<a/>'::xml IS DOCUMENT"))
    except psycopg.errors.FeatureNotSupported:
        return False


def write_csv(database: Database, table: sql.Identifier, path: Path, told: FileOptions) -> None:
    """As `psql \\copy` does, under the settings of a session of Segue's."""
    statement = sql.SQL(
        "COPY {} TO STDOUT (FORMAT csv, HEADER {}, DELIMITER {}, QUOTE {}, ESCAPE {}, NULL {})"
    ).format(
        table,
        sql.Literal(told.header is not False),
        told.delimiter or ",",
        told.quote or '"',
        told.escape or told.quote or '"',
        told.null or "",
    )
    with (
        closing(connect(database.endpoint, "source", "export")) as session,
        session.cursor().copy(statement) as copy,
    ):
        path.write_bytes(b"".join(map(bytes, copy)))


def test_every_value_of_every_type_comes_in_as_it_went_out(
    pair: tuple[Database, Database], sorts: dict[str, Sort], tmp_path: Path
) -> None:
    source, target = pair
    with source.connect() as session, target.connect() as other:
        session.prepare_threshold = None  # the server infers the type of each value anew
        for name, sort in sorts.items():
            table = sql.Identifier("public", f"every {name}")
            create = sql.SQL("CREATE TABLE {} (number integer, v {})").format(
                table, sql.SQL(sort.declared)
            )
            session.execute(create)
            other.execute(create)
            insert = sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(table)
            rows = [(0, None), *enumerate(sort.values, 1)]
            session.cursor().executemany(insert, rows)
            write_csv(source, table, tmp_path / f"every {name}.csv", FileOptions())
        told = {"null": "", "delimiter": ",", "header": True}
        result = Importer(target, tmp_path).run(tmp_path, told=told, verbatim=True)
        assert [group for file in result.files for group in file.groups] == []
        assert result.done
        assert differences(session, other) == []


MARKS = st.sampled_from(
    [
        FileOptions(),
        FileOptions(delimiter=";"),
        FileOptions(delimiter="\t", null="\\N"),
        FileOptions(delimiter="|", quote="'", null="NULL"),
        FileOptions(escape="\\"),
        FileOptions(delimiter=",", header=False),
    ]
)


@trying(40, phases=[Phase.generate])
@given(data=st.data())
def test_random_tables_come_in_as_they_went_out(
    pair: tuple[Database, Database],
    sorts: dict[str, Sort],
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    table = data.draw(strategies.tables(sorts))
    told = data.draw(MARKS)
    source, target = pair
    folder = tmp_path_factory.mktemp("random")
    name = sql.Identifier("made", table.name)
    path = folder / "rows.csv"
    try:
        _create(pair, table)
        write_csv(source, name, path, told)
        told = replace(told, null=told.null or "", delimiter=told.delimiter or ",")
        told = replace(told, header=told.header is not False, quote=told.quote or '"')
        written = '"made".' + '"' + table.name.replace('"', '""') + '"'
        # Columns without names, in the table's order, are asked about.
        answers = Answers(agree=None if told.header else True)
        result = Importer(target, folder, answers=answers).run(
            path, told=_options(told), table=written, verbatim=True
        )
        assert [group for file in result.files for group in file.groups] == []
        with source.connect() as session, target.connect() as other:
            assert differences(session, other) == []
    finally:
        for database in pair:
            database.execute("DROP SCHEMA made CASCADE; CREATE SCHEMA made")
            database.close()


def _options(told: FileOptions) -> dict[str, object]:
    names = ("delimiter", "quote", "escape", "null", "header")
    return {name: getattr(told, name) for name in names}


def _create(pair: tuple[Database, Database], table: RandomTable) -> None:
    name = sql.Identifier("made", table.name)
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(sort.declared))
        for column, sort in table.columns.items()
    ]
    key = sql.SQL("PRIMARY KEY" if table.has_key else "")
    create = sql.SQL("CREATE TABLE {} (number integer {}, {})").format(
        name, key, sql.SQL(", ").join(columns)
    )
    with pair[0].connect() as source, pair[1].connect() as target:
        source.execute(create)
        target.execute(create)
        for number, row in enumerate(table.rows):
            values = sql.SQL(", ").join(map(sql.Literal, (number, *row)))
            source.execute(sql.SQL("INSERT INTO {} VALUES ({})").format(name, values))
