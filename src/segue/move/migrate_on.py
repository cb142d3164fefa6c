"""Migrate on: the migrations that the source has not run, on the rows that were moved.

They are run by the project's own code, as `manage.py migrate` would. The project's table of
migrations says what is left to run; the journal says what was run here, and how long it took.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from psycopg import sql

from segue.database.address import Endpoint
from segue.database.journal import Journal
from segue.database.records import MigrationRecord
from segue.errors import MigrateFailed, MigrateOnFailed
from segue.events import Note, Reporter
from segue.failpoints import reach
from segue.project import Project, apply
from segue.project.telling import MigrationReporter
from segue.wording import counted

_BROKE_OFF = (
    "{migration} broke off in an earlier try. It is not atomic, so what it had done until then"
    " stays: if it fails now, see what is there, and correct it."
)
_HALF_BUILT = "{index} was left half built by a migration that broke off: dropped."


class RemainingMigrations:
    """The remaining migrations of one run."""

    def __init__(
        self,
        journal: Journal,
        project: Project,
        target: Endpoint,
        source: Endpoint,
        reporter: Reporter,
        check: Callable[[], None],
    ) -> None:
        """`check` raises where the run is to stop; it is called between two migrations."""
        self._journal = journal
        self._project = project
        self._target, self._source = target, source
        self._telling = MigrationReporter(reporter, "onward")
        self._reporter = reporter
        self._check = check
        self._running = ""

    def run(self) -> str:
        """Run what is left; a summary. Raises MigrateOnFailed, or what `check` raises."""
        reach("migrating-on")
        self._mend(self._journal.migrations())
        try:
            apply(
                self._project,
                self._target,
                source=self._source,
                on_line=self._telling.on_line,
                on_event=self._on_event,
            )
        except MigrateFailed as failure:
            running = f"the migration {self._running}" if self._running else "post_migrate"
            facts = {"running": running, **failure.facts}
            raise MigrateOnFailed(**facts) from failure.__cause__
        reach("migrated-on")
        return summary(self._journal.migrations())

    def _on_event(self, message: Mapping[str, Any]) -> None:
        app, name = message["app"], message["name"]
        if message["kind"] == "started":
            self._check()
            self._running = f"{app}.{name}"
            self._journal.migration_started(app, name, atomic=message["atomic"])
            reach("migration-started")
        else:
            self._journal.migration_finished(app, name)
            self._running = ""
            reach("migration-finished")
        self._telling.on_event(message)

    def _mend(self, records: Sequence[MigrationRecord]) -> None:
        """What a migration that broke off left behind, as far as it is known."""
        broken = [record for record in records[-1:] if record.finished is None]
        for name in _half_built(self._journal) if broken else ():
            self._journal.connection.execute(
                sql.SQL("DROP INDEX IF EXISTS {}").format(sql.Identifier(*name))
            )
            self._reporter.report(Note(_HALF_BUILT.format(index=".".join(name))))
        for record in broken[-1:]:
            if not record.atomic:
                sentence = _BROKE_OFF.format(migration=f"{record.app}.{record.name}")
                self._reporter.report(Note(sentence, "warning"))


def _half_built(journal: Journal) -> list[tuple[str, str]]:
    """Indexes that CREATE INDEX CONCURRENTLY left invalid; verified rows had none."""
    rows = journal.connection.execute(
        "SELECT n.nspname::text, c.relname::text FROM pg_catalog.pg_index AS i"
        " JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid"
        " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname !~ '^pg_'"
    )
    return [(schema, name) for schema, name in rows.fetchall()]


def summary(records: Sequence[MigrationRecord]) -> str:
    """How many migrations ran on the rows of a run."""
    done = [record for record in records if record.finished is not None]
    return f"{counted(len(done), 'migration')} run" if done else "nothing was left to run"
