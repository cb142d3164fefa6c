"""Rows tried one by one on a server, in PL/pgSQL: what only trying tells.

The server undoes each failed try by itself. A row to blame is told, and the next one tried; an
error that no row is to blame for ends the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from segue.database.decisions import ROW_REFUSED

_ROWS: LiteralString = """
    FOR segue_one IN {rows} LOOP
        BEGIN
            {attempt}
        EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE !~ {blamed} THEN
                RAISE;
            END IF;
            GET STACKED DIAGNOSTICS segue_state = RETURNED_SQLSTATE,
                segue_reason = MESSAGE_TEXT, segue_detail = PG_EXCEPTION_DETAIL,
                segue_constraint = CONSTRAINT_NAME, segue_column = COLUMN_NAME;
            {refused}
        END;
    END LOOP;
"""

_TOGETHER: LiteralString = """
    FOR segue_block IN {blocks} LOOP
        BEGIN
            {attempt}
        EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE !~ {blamed} THEN
                RAISE;
            END IF;
            {each}
        END;
    END LOOP;
"""

_BLOCK: LiteralString = """
#variable_conflict use_column
DECLARE
    segue_one record;
    segue_block record;
    segue_state text;
    segue_reason text;
    segue_detail text;
    segue_constraint text;
    segue_column text;
    {declared}
BEGIN
    {body}
END
"""


@dataclass(frozen=True, slots=True)
class RowAttempt:
    """How rows are tried; statements end with a semicolon."""

    rows: sql.Composable
    """A SELECT of the rows; statements see each as the record `segue_one`."""
    attempt: sql.Composable
    """What is done with one row."""
    refused: sql.Composable
    """What is done about a row that is to blame: `segue_state`, `segue_reason`, `segue_detail`,
    `segue_constraint` and `segue_column` say why."""
    blamed: str = ROW_REFUSED
    """What the SQLSTATEs are like that the row is to blame for."""

    def each(self) -> sql.Composed:
        """The statements that try every row."""
        return sql.SQL(_ROWS).format(
            rows=self.rows,
            attempt=self.attempt,
            refused=self.refused,
            blamed=sql.Literal(self.blamed),
        )

    def by_blocks(self, blocks: sql.Composable, together: sql.Composable) -> sql.Composed:
        """The same, where whole blocks are tried first, and rows only of those that fail.

        `blocks` is a SELECT of what statements, and `rows`, see as the record `segue_block`.
        """
        return sql.SQL(_TOGETHER).format(
            blocks=blocks, attempt=together, blamed=sql.Literal(self.blamed), each=self.each()
        )


def block(body: sql.Composable, declared: LiteralString = "") -> sql.Composed:
    """A DO statement of what `RowAttempt` makes, with further variables declared."""
    text = sql.SQL(_BLOCK).format(body=body, declared=sql.SQL(declared)).as_string(None)
    return sql.SQL("DO {}").format(sql.Literal(text))
