"""CSV in: a file or a folder, what it is taken for, and where its columns go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from segue.errors import SegueError, UsageError
from segue.files.importing.columns import COMPUTED, FileFeed
from segue.files.importing.load import FileLoad
from segue.files.importing.replacing import count_rows
from segue.plan.model import ExistingRows
from segue.web.command_line import line_of
from segue.web.import_.form import Intake
from segue.web.import_.prepared import Prepared, prepared
from segue.web.move_pages.common import back_to, part, shown
from segue.web.names import typed
from segue.web.plan_pages.samples import BESIDE, PATIENCE, Values, impatient, masked
from segue.web.session import Desk

FILES = 200
"""Of a folder, on the page."""
COLUMNS = 100
"""Of a file, on the page, those first that need a person."""
OFFERED = 20
OFFERED_COLUMNS = 300
EMPTY = "(empty)"
"""How a cell without anything in it is shown."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the file, and where it goes."""

    name: str
    samples: list[str]
    goes: str
    """The table's column; empty where it is left out."""
    type: str = ""
    reason: str = ""
    looked_up: str = ""
    refers: bool = False
    """Whether its values are looked up: for a column that refers to rows, or in lists of them."""
    needs: bool = False
    """Whether a person has to say where it goes."""


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page: first the file, then everything about it."""
    path = request.GET.get("path", "")
    if path and path != desk.intake.path:
        desk.intake = Intake(path)
    return shown(
        request, desk, "import.html", "import",
        beside=desk.folder, was_one=desk.imports.was_one, **page_context(desk),
    )  # fmt: skip


@require_POST
def take(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a file or a folder by its path."""
    desk.intake = Intake(request.POST.get("path", "").strip())
    return back_to(request, "/import")


@require_POST
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a file that the browser sends."""
    sent = request.FILES.get("file")
    if sent is None:
        raise UsageError(message="no file came: choose one, then send it")
    if desk.imports.look()[1] == "running":
        raise UsageError(message="an import is at work, perhaps on the file sent before: wait")
    table = request.POST.get("table", "")
    known = {"table": table} if table else {}
    desk.intake = Intake(str(desk.uploads.take(sent)), uploaded=True, said=known)
    return back_to(request, "/import")


@require_POST
def forget(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin again with the same file, with nothing said of it."""
    desk.intake = Intake(desk.intake.path, desk.intake.uploaded)
    return back_to(request, "/import")


def tables(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tables of the target that have the words, for the field's list."""
    words = request.GET.get("table", "").strip().lower()
    return part("_offered.html", {"names": _tables(desk, words)})


def _tables(desk: Desk, words: str) -> list[tuple[str, str]]:
    found = [str(t.name) for t in desk.catalog("target").tables.values() if t.kind in "rp"]
    return [(name, "") for name in sorted(found) if words in name.lower()][:OFFERED]


def page_context(desk: Desk) -> dict[str, Any]:
    """What the page shows of the file, as far as one is chosen."""
    intake = desk.intake
    context: dict[str, Any] = {"intake": intake, "said": intake.said}
    context |= {"show_values": desk.show_values}
    if not intake.path:
        return context
    found = prepared(desk)
    context |= {
        "found": found, "size": found.size, "tables": _tables(desk, ""),
        "reject": _rejects(desk, single=found.single),
        "existing": intake.said.get("existing") or ExistingRows.STOP.value,
    }  # fmt: skip
    if found.mistake is None:
        context["command"] = line_of(with_database(desk, found.words))
    if found.single and found.loads:
        context |= _of_one(desk, found, found.loads[0])
    return {**context, **_replaced(desk, found)}


def _of_one(desk: Desk, found: Prepared, load: FileLoad) -> dict[str, Any]:
    """What the page says of one file."""
    lines = sorted(_lines(desk, found, load), key=lambda line: not line.needs)
    headless = not load.head.manner.header
    fed = {feed.column.name for feed in load.layout.feeds}
    filled = {one.column.name: one.reason for one in load.filled}
    return {
        "load": load, "manner": load.head.manner,
        "lines": lines[: None if headless else COLUMNS], "more": max(0, len(lines) - COLUMNS),
        "columns": [(c.name, c.type.text) for c in load.table.columns[:OFFERED_COLUMNS]],
        "lacked": [
            (c, desk.intake.given.get(c.name, ""), filled.get(c.name, ""), c.name in load.lacking)
            for c in sorted(load.table.columns, key=lambda c: c.name not in load.lacking)
            if c.name not in fed and not c.generated
        ][:COLUMNS],
    }  # fmt: skip


def _lines(desk: Desk, found: Prepared, load: FileLoad) -> Iterator[FileColumn]:
    rows = load.head.rows[:BESIDE]
    feeds = {feed.position: feed for feed in load.layout.feeds}
    left_out = {one.position: (one.name, one.reason) for one in load.layout.ignored}
    left_out |= {one.position: (one.name, COMPUTED) for one in load.layout.computed}
    lists = {link.feed.position: link for link in load.layout.links}
    left_out |= {n: (link.feed.name, f"fills {link.through.name}") for n, link in lists.items()}
    fields = {one.name for one in (load.model.many_to_many if load.model else ())}
    keys = {key.columns[0] for key in load.table.foreign_keys if len(key.columns) == 1}
    for place in range(load.layout.width):
        values: Values = [tuple(row[place].text for row in rows if place < len(row))]
        samples = [one or EMPTY for one in masked(values, show=desk.show_values)[0]]
        feed = feeds.get(place)
        if feed is None:
            name, reason = left_out[place]
            needs = name in found.unplaced
            reason = "say where it goes" if needs else reason
            lookup = lists[place].feed.lookup if place in lists else None
            by = lookup.by.name if lookup is not None else ""
            refers = name in fields
            yield FileColumn(name, samples, "", "", reason, by, refers, needs=needs)
            continue
        yield FileColumn(
            feed.name, samples, typed(feed.column.name), feed.column.type.text,
            _reason(desk.intake, feed), feed.lookup.by.name if feed.lookup else "",
            feed.column.name in keys,
        )  # fmt: skip


def _reason(intake: Intake, feed: FileFeed) -> str:
    if feed.how == "as told" and feed.name not in intake.goes and not intake.order:
        return "it looks alike"
    return feed.how or "same name"


def _replaced(desk: Desk, found: Prepared) -> dict[str, Any]:
    """The rows that would be deleted first, counted now."""
    if found.intake.said.get("existing") != ExistingRows.REPLACE.value or not found.loads:
        return {}
    try:
        with desk.on("target") as target:
            impatient(target)
            return {
                "replaced": count_rows(target, found.loads), "database": target.info.dbname
            }  # fmt: skip
    except psycopg.errors.QueryCanceled:
        return {"uncounted": f"it takes longer than {PATIENCE}; all rows of the tables go"}
    except (SegueError, psycopg.Error) as error:
        return {"uncounted": str(error)}


def _rejects(desk: Desk, *, single: bool) -> str:
    """Where rejected rows go: as it was typed, or a name that is free."""
    typed = desk.intake.said.get("reject", "").strip()
    if typed and not (single and _exists(desk.folder / typed)):
        return typed
    if not single:
        return f"{Path(desk.intake.path).name}-rejects"
    usual = desk.intake.rejects.removesuffix(".csv")
    names = (f"{usual}{again}.csv" for again in ("", *(f" ({n})" for n in range(1, 1000))))
    return next((name for name in names if not _exists(desk.folder / name)), "")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False  # no name that the system takes, as the import will say


def with_database(desk: Desk, words: list[str]) -> list[str]:
    """The words with the database that they are for."""
    return [*words[:2], *desk.words("target"), *words[2:]]
