"""Event triggers of the target that stand in the way of what a move makes: tried, and undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import errors

from segue.database.names import quoted
from segue.database.queries import query
from segue.database.session import Connection
from segue.findings import TARGET, Finding, Severity


@dataclass(frozen=True, slots=True)
class EventTrigger:
    """One that fires."""

    name: str
    owner: str
    function: str
    """The function that it calls."""
    after_tables: bool
    """Whether it fires when a table was made."""


def read_event_triggers(target: Connection) -> list[EventTrigger]:
    return [EventTrigger(*row) for row in target.execute(query("event_triggers"))]


def table_trigger_findings(target: Connection) -> Iterator[Finding]:
    """Whether a table can be made and used there. `target` is a session that may write."""
    triggers = read_event_triggers(target)
    if not triggers:
        return
    try:
        with target.transaction(force_rollback=True):
            yield from _try_out(target, triggers)
    except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction):
        return  # others tell of these
    except psycopg.Error as error:
        yield refusal(triggers, error, "tables could not be made")


def _try_out(target: Connection, triggers: Sequence[EventTrigger]) -> Iterator[Finding]:
    target.execute("CREATE SCHEMA segue_trial; CREATE TABLE segue_trial.made (n int PRIMARY KEY)")
    owner = target.execute(
        "SELECT pg_catalog.pg_get_userbyid(relowner)::text, current_user::text"
        " FROM pg_catalog.pg_class WHERE oid = 'segue_trial.made'::pg_catalog.regclass"
    ).fetchone()
    try:
        with target.transaction():
            # Foreign keys are checked with the rights of the table's owner.
            target.execute(
                "INSERT INTO segue_trial.made VALUES (1); CREATE INDEX ON segue_trial.made (n);"
                " CREATE TABLE segue_trial.referring (n int REFERENCES segue_trial.made);"
                " INSERT INTO segue_trial.referring VALUES (1);"
                " ALTER TABLE segue_trial.made ADD COLUMN more int;"
                " DROP TABLE segue_trial.referring"
            )
    except errors.InsufficientPrivilege:
        assert owner is not None
        yield _given_away([one for one in triggers if one.after_tables] or triggers, *owner)


def _given_away(triggers: Sequence[EventTrigger], owner: str, role: str) -> Finding:
    return Finding(
        "D112", Severity.ERROR,
        f"an event trigger of the target gives new tables to {owner}, and they cannot be used by"
        f" {role} then",
        place=TARGET,
        effect="neither migrate's tables nor the journal could be filled",
        help=_switched_off(triggers),
    )  # fmt: skip


def refusal(
    triggers: Sequence[EventTrigger],
    error: psycopg.Error,
    effect: str,
    what: str = "a move",
    meanwhile: str = "the move",
) -> Finding:
    """The finding that one of the triggers raised the error, in what makes or takes down."""
    context = error.diag.context or ""
    suspects = [one for one in triggers if f"{one.function}(" in context] or triggers
    reason = (error.diag.message_primary or str(error)).strip()
    return Finding(
        "D112", Severity.ERROR,
        f"an event trigger of the target refuses what {what} does: {reason}",
        place=TARGET,
        effect=effect,
        help=_switched_off(suspects, meanwhile),
    )  # fmt: skip


def _switched_off(triggers: Sequence[EventTrigger], meanwhile: str = "the move") -> str:
    listed = ", ".join(f"{one.name} of {one.owner}" for one in triggers)
    commands = "; ".join(f"ALTER EVENT TRIGGER {quoted(one.name)} DISABLE" for one in triggers)
    return f"ask its owner ({listed}), or as a superuser for the time of {meanwhile}: {commands}"
