"""What the pages know between two requests: where the databases are, and what was read of them.

The plan file is the truth: it is read again whenever it changed. Catalogs are read once and kept
until somebody asks for them anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from segue.database.address import Endpoint
from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.session import Connection, connect, require_version
from segue.drafting import Draft
from segue.drafting.editing import with_address
from segue.drafting.redrafting import drafted_text
from segue.drafting.writing import write_text
from segue.errors import SegueError, UsageError
from segue.move.survey import Survey, draft_plan, survey_both
from segue.move.workspace import Workspace, compare_sides, open_one, open_workspace
from segue.plan.file import parse_plan
from segue.project import Project
from segue.web.export.form import ExportForm
from segue.web.import_.form import ImportForm
from segue.web.import_.uploads import Uploads
from segue.web.plan_overview import PlanOverview
from segue.web.plan_pages.differences import Difference, difference
from segue.web.process_progress import CommandWatch

SIDES = ("source", "target")
PATIENCE = b"SET lock_timeout = '5s'"
"""A page must not hang on a table that a run, or somebody else, has locked."""
UNDO = 50
"""Earlier texts of the plan that are kept for Undo."""


@dataclass
class WebSession:
    """One person's move."""

    project: Project | None
    plan_path: Path
    source: str | None = None
    """As given on the command line or on the page; what the plan says counts where it says so."""
    target: str | None = None
    confined: bool = False
    """Whether files are read and written below the plan's folder alone: where people use the pages
    who have no account on this machine."""
    show_values: bool = False
    """Whether sample values are shown; they are masked at first."""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _catalogs: tuple[Catalog, Catalog] | None = None
    _alone: dict[str, Catalog] = field(default_factory=dict)
    """Catalogs by side, where only one was asked for."""
    _survey: tuple[str, Survey] | None = None
    _draft: Draft | None = None
    _workspace: tuple[tuple[str | None, ...], Workspace] | None = None
    """What was opened last, with the plan's text and the addresses for which it holds."""
    _overview: PlanOverview | None = None
    _undo: list[tuple[str, str]] = field(default_factory=list)
    _seen: str | None = None
    _changed: Difference | None = None
    """What was done to the plan, until a page has said so."""
    export_form: ExportForm = field(default_factory=ExportForm)
    """What is to be exported, as far as a person has said it."""
    import_form: ImportForm = field(default_factory=ImportForm)
    """What is to be imported, likewise."""
    uploads: Uploads = field(default_factory=Uploads)
    exports: CommandWatch = field(init=False)
    imports: CommandWatch = field(init=False)
    run_state: str = ""
    """Of the newest run, and how many rows the target refused in it, when the pages saw it last."""
    rejected: int = 0
    asks_anew: bool = False
    """Whether rows of the target stay since an edit, and no draft asked which are the same."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What pages worked out and may want again, by the page's own name for it."""

    def __post_init__(self) -> None:
        self.exports = CommandWatch(self.plan_path, "export")
        self.imports = CommandWatch(self.plan_path, "import")

    def require_own(self, path: Path) -> None:
        """Raises UsageError where these pages have no business with the file."""
        if self.confined and not path.resolve().is_relative_to(self.folder):
            raise UsageError(message=f"{path}: these pages keep to the folder {self.folder}")

    @property
    def folder(self) -> Path:
        """Where commands are run: beside the plan."""
        return self.plan_path.resolve().parent

    # Addresses

    @property
    def has_plan(self) -> bool:
        return self.plan_path.exists()

    @property
    def is_connected(self) -> bool:
        """Whether it is known which two databases are meant."""
        return self.has_plan or (self.source is not None and self.target is not None)

    def connect_to(self, source: str, target: str) -> None:
        """Work between these two; the plan, where there is one, says so from now on."""
        with self._lock:
            if self.has_plan and (source, target) != (sides := _sides(self.workspace())):
                text = self.plan_text()
                for side, now, before in zip(SIDES, (source, target), sides, strict=True):
                    text = with_address(text, side, now) if now != before else text
                self.write_plan(text)
            self.source, self.target = source, target
            self.read_again()

    def workspace(self) -> Workspace:
        """The two databases and the plan. Raises UsageError or PlanMistake."""
        if not self.is_connected:
            raise UsageError(message="no databases are chosen yet: choose both under Connect")
        text = self.plan_text() if self.has_plan else None
        addresses = (None, None) if text is not None else (self.source, self.target)
        opened = self._workspace
        if opened is None or opened[0] != (text, *addresses):
            workspace = open_workspace(self.project, self.plan_path, *addresses)
            if opened is not None and _sides(opened[1]) != _sides(workspace):
                self.read_again()
            if text is not None:  # known even if the file goes
                self.source, self.target = _sides(workspace)
            self._workspace = opened = (text, *addresses), workspace
        return opened[1]

    @contextmanager
    def both(self, purpose: str) -> Iterator[tuple[Connection, Connection]]:
        """READ ONLY sessions on both databases."""
        workspace = self.workspace()
        with closing(workspace.open_source(purpose)) as source:
            target = connect(workspace.target, "target", purpose, read_only=True)
            with closing(target):
                for connection in (source, target):
                    connection.execute(PATIENCE)
                compare_sides(source, target)
                yield source, target

    def endpoint(self, side: str) -> Endpoint:
        """Where one side is, even if nobody said where the other one is. Raises UsageError."""
        address = None if self.has_plan else self.source if side == "source" else self.target
        if address is None and not self.has_plan and self.project is None:
            raise UsageError(message=f"the {side} is not chosen yet: choose it under Connect")
        return open_one(self.project, self.plan_path, address, side)

    def words(self, side: str) -> list[str]:
        """What a command is told of that side, and of the plan."""
        address = self.source if side == "source" else self.target
        if self.has_plan or address is None:
            return ["--plan", self.plan_path.name]
        return [f"--{'from' if side == 'source' else 'to'}={address}"]

    @contextmanager
    def on(self, side: str) -> Iterator[Connection]:
        """A READ ONLY session on one side."""
        with closing(connect(self.endpoint(side), side, "web", read_only=True)) as connection:
            require_version(connection, side)
            yield connection

    @contextmanager
    def on_target(self, purpose: str, *, read_only: bool = True) -> Iterator[Connection]:
        """A session on the target."""
        endpoint = self.workspace().target
        with closing(connect(endpoint, "target", purpose, read_only=read_only)) as connection:
            connection.execute(PATIENCE)
            yield connection

    # What was read

    def read_again(self) -> None:
        """Forget what was read of the databases."""
        with self._lock:
            self._catalogs = self._survey = self._draft = None
            self._alone.clear()

    def catalogs(self) -> tuple[Catalog, Catalog]:
        """Both catalogs, read once."""
        with self._lock:
            if self._catalogs is None:
                with self.both("web") as (source, target):
                    self._catalogs = read_catalog(source), read_catalog(target)
            return self._catalogs

    def catalog(self, side: str) -> Catalog:
        """The catalog of source or target, for pages that need no other."""
        with self._lock:
            if self._catalogs is not None:
                return self._catalogs[side == "target"]
            if side not in self._alone:
                with self.on(side) as connection:
                    self._alone[side] = read_catalog(connection)
            return self._alone[side]

    def draft(self) -> Draft:
        """What Segue would draft: the reasons, and what it asks."""
        catalogs = self.catalogs()
        with self._lock:
            if self._draft is None:
                with self.both("web") as (source, target):
                    # What Segue says by itself, whatever the plan says by now.
                    workspace = replace(self.workspace(), plan=None)
                    self._draft = draft_plan(workspace, source, *catalogs, target)
            return self._draft

    def _draft_beside_the_plan(self) -> Draft:
        """With what the plan settles, and what it asks: of a merge, which rows are the same."""
        catalogs = self.catalogs()
        with self.both("web") as (source, target):
            return draft_plan(self.workspace(), source, *catalogs, target)

    def survey(self) -> Survey:
        """The plan joined with both databases. Raises NoPlan."""
        with self._lock:
            self.require_plan()
            text = self.plan_text()
            if self._survey is None or self._survey[0] != text:
                read = self.catalogs()
                with self.both("web") as (source, target):
                    self._survey = text, survey_both(self.workspace(), source, target, read=read)
            return self._survey[1]

    def overview(self) -> PlanOverview:
        """What the plan as it is now makes of both catalogs, worked out once for each of both."""
        with self._lock:
            self.require_plan()
            catalogs, plan = self.catalogs(), self.workspace().require_plan()
            former = self._overview
            if former is None or former.plan is not plan or former.read is not catalogs:
                text, draft = self.plan_text(), self.draft()
                former = PlanOverview(plan, text, catalogs, draft, self.project, former)
                self._overview = former
            return former

    @property
    def questions(self) -> int | None:
        """Rows of the tables that need a person; None as long as nobody has looked at them."""
        return self._overview.counts.get("needs", 0) if self._overview is not None else None

    @property
    def versions(self) -> dict[str, str]:
        """The servers' versions by side, as far as they were asked."""
        read = self._catalogs
        return dict(
            zip(("source", "target"), (c.server.version_text for c in read or ()), strict=False)
        )

    # The plan

    def require_plan(self) -> None:
        """Raises NoPlan where there is no file, or UsageError where no databases are known."""
        self.workspace().require_plan()

    def draft_plan(self, *, keep_edits: bool) -> None:
        """Read both databases and draft: around what people edited, or from nothing.

        What the plan was before can be had back.
        """
        with self._lock:
            self.read_again()
            self.asks_anew = False
            before = self.plan_text() if self.has_plan else None
            beside = before if keep_edits else None
            drafted = self.draft() if beside is None else self._draft_beside_the_plan()
            text = drafted_text(beside, drafted, str(self.plan_path))
            if before is not None:
                self.write_plan(text)
            else:
                write_text(self.plan_path, text)
                self._seen = text

    def plan_text(self) -> str:
        """The file as it is now."""
        return self.plan_path.read_text(encoding="utf-8")

    def news(self) -> Difference | None:
        """What was done to the plan since a page last said so, here or outside; said but once."""
        text, former = self.plan_text() if self.has_plan else "", self._seen
        changed, self._seen, self._changed = self._changed, text, None
        if former is not None and former != text:
            return difference(former, text, outside=True)
        return changed

    def write_plan(self, text: str) -> None:
        """Write an edited plan; what it was before can be had back. Raises PlanMistake."""
        parse_plan(text, str(self.plan_path))
        with self._lock:
            before = self.plan_text()
            self._undo = [*self._undo, (before, text)][-UNDO:]
            write_text(self.plan_path, text)
            self._seen, self._changed = text, difference(before, text)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def undo(self) -> None:
        """Take the last edit back. Raises UsageError where somebody edited the file since."""
        with self._lock:
            if self._undo:
                before, after = self._undo[-1]
                if self.plan_text() != after:
                    raise UsageError(
                        message=f"{self.plan_path} was edited outside these pages since: taking"
                        " your edit back would lose that; take it back in the file itself"
                    )
                write_text(self.plan_path, before)
                self._undo.pop()
                self._seen, self._changed = before, difference(after, before, undone=True)


def _sides(workspace: Workspace) -> tuple[str, str]:
    """The addresses of both databases."""
    return workspace.source.label, workspace.target.label


def told(error: SegueError) -> dict[str, str]:
    """An error as a page shows it."""
    return {"message": str(error), "advice": error.advice}
