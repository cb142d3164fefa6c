"""A move as it was asked for, what it works on, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from segue.database.machine import cores
from segue.database.names import QualifiedName
from segue.database.session import Connection, DatabaseIdentity, Snapshot
from segue.events import Asker, Reporter
from segue.move.rejects import RejectFile, folder_of
from segue.move.run.sessions import Sessions
from segue.move.sampling import Sample
from segue.move.survey import Survey
from segue.move.verify import VerifyReport
from segue.move.workspace import Workspace
from segue.plan.model import By
from segue.project import ProjectCode

LANES = (2, 8)
"""Fewest and most lanes by default: two keep both servers busy, more than eight rarely help."""


def lanes(jobs: int | None) -> int:
    """As many as a person asked for, or as this machine can drive."""
    least, most = LANES
    return jobs or min(most, max(least, cores()))


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for."""

    workspace: Workspace
    reporter: Reporter
    asker: Asker
    jobs: int | None = None
    """Lanes, and as many builders; None takes what this machine offers."""
    processes: int | None = None
    """That call the plan's Python functions; None takes one a core, where that is worthwhile."""
    create_database: bool = False
    migrate: bool = True
    target_is_fresh: bool = False
    confirm_replace: str | None = None
    """The target database's name: the answer to the question before rows are replaced."""
    only: tuple[QualifiedName, ...] = ()
    """Target tables to copy; empty for all of the plan."""
    rejects: Path | None = None
    """The folder for files of rejected rows; None takes one beside the plan."""
    sample: Sample | None = None
    """How much of each table to take; None for everything."""
    by: By | None = None
    """Which way a person wants to go, where there is no plan yet."""
    remake: str | None = None
    """The target database's name, where it is to be dropped and made anew."""
    code: ProjectCode | None = None
    """Of the older version that the source belongs to; None for the project as it is."""
    onward: Workspace | None = None
    """By the history: the workspace with the project whose migrations run on the rows at last."""

    foretold: Path | None = None
    """The file in which a rehearsal's forecast is, if there was one; None for a rehearsal."""
    follows: bool = False
    """Whether changes follow afterwards, and with them what came or went as time passed."""
    max_rate: int | None = None
    """Bytes of rows a second that the copy may take, helpers included; None without a limit."""
    max_source_load: int | None = None
    """Sessions of others that may be busy on the source while lanes go on; None for any number."""

    @property
    def lanes(self) -> int:
        return lanes(self.jobs)

    def rejects_of(self, run: int) -> Path:
        """The folder for the rejects of a run."""
        return self.rejects or folder_of(run, self.workspace.plan_path.parent)


@dataclass(frozen=True, slots=True)
class Scene:
    """Both databases while a move looks at them: sessions, one snapshot, what they hold."""

    source: Connection
    """Holds the snapshot and, on the tables that are read, a lock against their alteration."""
    target: Connection
    """Holds the mover's lock."""
    holder: int
    """The server's process of that session."""
    snapshot: Snapshot
    source_identity: DatabaseIdentity
    survey: Survey
    sessions: Sessions


@dataclass(frozen=True, slots=True)
class Outcome:
    """A move that ended well, or had nothing to do."""

    run: int
    report: VerifyReport | None
    """None where the rows were verified by an earlier try."""
    nothing_to_do: bool = False
    rejects: tuple[RejectFile, ...] = ()
    """Where the rows are that the target refused."""
    share: float = 1.0
    """Of the source's bytes that was taken; less than 1 for a sample."""
    verified: str = ""
    """What the comparison said, in a sentence."""
    onward: str = ""
    """What was migrated on, where that was done."""
    digest: str = ""
    """Stands for what was done."""
    plain: frozenset[str] = frozenset()
    """Target tables whose columns are the source's own."""
    grown: Mapping[str, float] = field(default_factory=dict)
    """By target table: how many times as much all of its rows are as the sample that was taken."""
    rows: int | None = None
    """That an earlier run brought, where its word was taken."""
