"""Which rows violate which constraint, as the servers judge it."""

from __future__ import annotations

from psycopg import sql

from segue.database.constraints import ForeignKey
from segue.database.names import QualifiedName
from segue.loading.constraint_violations import is_orphan
from support.databases import Database

ROOMS = """
CREATE TABLE room (id integer, booked daterange);
CREATE TABLE late (id integer, booked daterange);
CREATE TABLE stay (n integer, room integer, during daterange);
INSERT INTO room VALUES (1, '[2026-01-01,2026-02-01)'), (1, '[2026-02-01,2026-03-01)'),
    (2, '[2026-01-01,2026-02-01)'), (NULL, '[2026-01-01,2027-01-01)'), (3, 'empty'), (4, NULL);
INSERT INTO late VALUES (2, '[2026-02-01,2026-04-01)');
INSERT INTO stay VALUES
    (1, 1, '[2026-01-20,2026-02-10)'), -- over two rows
    (2, 1, '[2026-02-20,2026-03-02)'), -- a day too long
    (3, 2, '[2026-01-20,2026-03-10)'), -- over a row of each relation
    (4, 3, '[2026-01-20,2026-01-21)'), (5, 4, '[2026-01-20,2026-01-21)'),
    (6, 5, '[2026-01-20,2026-01-21)'), -- no such room
    (7, NULL, '[2026-01-20,2026-01-21)'), (8, 1, NULL), -- refer to nothing
    (9, 1, 'empty');
"""


def test_a_period_is_covered_by_all_rows_of_its_key_together(source_db: Database) -> None:
    source_db.execute(ROOMS)
    key = ForeignKey(
        name="k",
        columns=("room", "during"),
        references=QualifiedName("public", "room"),
        referenced_columns=("id", "booked"),
        period=True,
    )
    values = {name: sql.Identifier("stay", name) for name in key.columns}
    parents = [sql.Identifier("room"), sql.Identifier("late")]
    orphans = sql.SQL("SELECT n FROM stay WHERE {} ORDER BY n").format(
        is_orphan(key, values, parents)
    )
    with source_db.connect() as session:
        assert [n for (n,) in session.execute(orphans)] == [2, 4, 5, 6, 9]
        nowhere = sql.SQL("SELECT count(*) FROM stay WHERE {}").format(is_orphan(key, values, []))
        assert session.execute(nowhere).fetchone() == (7,)
