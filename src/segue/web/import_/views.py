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
from segue.web.import_.form import ImportForm
from segue.web.import_.prepared import Prepared, prepared
from segue.web.move_pages.common import back_to, part, shown
from segue.web.names import typed
from segue.web.plan_pages.samples import BESIDE, PATIENCE, Values, impatient, masked
from segue.web.session import WebSession

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


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """The page: first the file, then everything about it."""
    path = request.GET.get("path", "")
    if path and path != session.import_form.path:
        session.import_form = ImportForm(path)
    return shown(
        request, session, "import.html", "import",
        beside=session.folder, was_one=session.imports.was_one, **page_context(session),
    )  # fmt: skip


@require_POST
def take(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take a file or a folder by its path."""
    session.import_form = ImportForm(request.POST.get("path", "").strip())
    return back_to(request, "/import")


@require_POST
def upload(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Take a file that the browser sends."""
    sent = request.FILES.get("file")
    if sent is None:
        raise UsageError(message="no file came: choose one, then send it")
    if session.imports.look()[1] == "running":
        raise UsageError(message="an import is at work, perhaps on the file sent before: wait")
    table = request.POST.get("table", "")
    fields = {"table": table} if table else {}
    session.import_form = ImportForm(str(session.uploads.take(sent)), uploaded=True, said=fields)
    return back_to(request, "/import")


@require_POST
def forget(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Begin again with the same file, with nothing said of it."""
    session.import_form = ImportForm(session.import_form.path, session.import_form.uploaded)
    return back_to(request, "/import")


def tables(request: HttpRequest, session: WebSession) -> HttpResponse:
    """Tables of the target that have the words, for the field's list."""
    words = request.GET.get("table", "").strip().lower()
    return part("_offered.html", {"names": _tables(session, words)})


def _tables(session: WebSession, words: str) -> list[tuple[str, str]]:
    names = [str(t.name) for t in session.catalog("target").tables.values() if t.kind in "rp"]
    return [(name, "") for name in sorted(names) if words in name.lower()][:OFFERED]


def page_context(session: WebSession) -> dict[str, Any]:
    """What the page shows of the file, as far as one is chosen."""
    import_form = session.import_form
    context: dict[str, Any] = {"import_form": import_form, "said": import_form.said}
    context |= {"show_values": session.show_values}
    if not import_form.path:
        return context
    result = prepared(session)
    context |= {
        "found": result, "size": result.size, "tables": _tables(session, ""),
        "reject": _rejects(session, single=result.single),
        "existing": import_form.said.get("existing") or ExistingRows.STOP.value,
    }  # fmt: skip
    if result.mistake is None:
        context["command"] = line_of(with_database(session, result.words))
    if result.single and result.loads:
        context |= _of_one(session, result, result.loads[0])
    return {**context, **_replaced(session, result)}


def _of_one(session: WebSession, result: Prepared, load: FileLoad) -> dict[str, Any]:
    """What the page says of one file."""
    lines = sorted(_lines(session, result, load), key=lambda line: not line.needs)
    headless = not load.head.file_format.header
    names = {feed.column.name for feed in load.layout.feeds}
    filled = {one.column.name: one.reason for one in load.filled}
    given = session.import_form.given
    return {
        "load": load, "file_format": load.head.file_format,
        "lines": lines[: None if headless else COLUMNS], "more": max(0, len(lines) - COLUMNS),
        "columns": [(c.name, c.type.text) for c in load.table.columns[:OFFERED_COLUMNS]],
        "lacked": [
            (c, given.get(c.name, ""), filled.get(c.name, ""), c.name in load.lacking)
            for c in sorted(load.table.columns, key=lambda c: c.name not in load.lacking)
            if c.name not in names and not c.generated
        ][:COLUMNS],
    }  # fmt: skip


def _lines(session: WebSession, result: Prepared, load: FileLoad) -> Iterator[FileColumn]:
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
        samples = [one or EMPTY for one in masked(values, show=session.show_values)[0]]
        feed = feeds.get(place)
        if feed is None:
            name, reason = left_out[place]
            needs = name in result.unplaced
            reason = "say where it goes" if needs else reason
            lookup = lists[place].feed.lookup if place in lists else None
            by = lookup.by.name if lookup is not None else ""
            refers = name in fields
            yield FileColumn(name, samples, "", "", reason, by, refers, needs=needs)
            continue
        yield FileColumn(
            feed.name, samples, typed(feed.column.name), feed.column.type.text,
            _reason(session.import_form, feed), feed.lookup.by.name if feed.lookup else "",
            feed.column.name in keys,
        )  # fmt: skip


def _reason(import_form: ImportForm, feed: FileFeed) -> str:
    if feed.how == "as told" and feed.name not in import_form.goes and not import_form.order:
        return "it looks alike"
    return feed.how or "same name"


def _replaced(session: WebSession, result: Prepared) -> dict[str, Any]:
    """The rows that would be deleted first, counted now."""
    if result.import_form.said.get("existing") != ExistingRows.REPLACE.value or not result.loads:
        return {}
    try:
        with session.on("target") as target:
            impatient(target)
            return {
                "replaced": count_rows(target, result.loads), "database": target.info.dbname
            }  # fmt: skip
    except psycopg.errors.QueryCanceled:
        return {"uncounted": f"it takes longer than {PATIENCE}; all rows of the tables go"}
    except (SegueError, psycopg.Error) as error:
        return {"uncounted": str(error)}


def _rejects(session: WebSession, *, single: bool) -> str:
    """Where rejected rows go: as it was typed, or a name that is free."""
    typed = session.import_form.said.get("reject", "").strip()
    if typed and not (single and _exists(session.folder / typed)):
        return typed
    if not single:
        return f"{Path(session.import_form.path).name}-rejects"
    usual = session.import_form.rejects.removesuffix(".csv")
    names = (f"{usual}{again}.csv" for again in ("", *(f" ({n})" for n in range(1, 1000))))
    return next((name for name in names if not _exists(session.folder / name)), "")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False  # no name that the system takes, as the import will say


def with_database(session: WebSession, words: list[str]) -> list[str]:
    """The words with the database that they are for."""
    return [*words[:2], *session.words("target"), *words[2:]]
