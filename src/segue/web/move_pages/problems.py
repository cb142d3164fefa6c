"""Problems: what stopped a run, and the rows that the target refused, by column and reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.database.rejects import RejectGroup
from segue.database.session import Connection
from segue.move.blame import blamed_columns
from segue.move.control import status
from segue.move.rejects import folder_of, lost_rejects, path_of
from segue.web.move_pages import run_state
from segue.web.move_pages.common import shown
from segue.web.names import name_of
from segue.web.session import WebSession

BLOCK = 1 << 16


def show(request: HttpRequest, session: WebSession) -> HttpResponse:
    """What needs a person after a run."""
    state = run_state.see(session)
    return shown(
        request, session, "problems.html", "problems",
        tables=_by_table(session, state), **run_state.shown_state(session, state),
    )  # fmt: skip


def download(request: HttpRequest, session: WebSession) -> StreamingHttpResponse:
    """The rejects of one table as `segue import` takes them; the file beside the plan."""
    table = name_of(request.GET.get("table", ""))
    with session.on_target("web") as target:
        run = status(target)
        tables = {str(load.table): load.table for load in run.loads if load.rejected} if run else {}
        if run is None or table not in tables:
            raise Http404
        path = path_of(tables[table], folder_of(run.run.id, session.folder))
        blocks = _blocks(path) if path.exists() else _written_anew(target, run.run.id, path.name)
        answer = StreamingHttpResponse(list(blocks), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_plain(path.name)}"'
    return answer


def _written_anew(target: Connection, run: int, name: str) -> Iterator[bytes]:
    """What the journal keeps of a file that is gone; it is written into no folder of the person."""
    with TemporaryDirectory(prefix="segue-") as folder:
        lost_rejects(Journal(target, run), Path(folder))
        yield from _blocks(Path(folder) / name)


def _by_table(
    session: WebSession, state: run_state.JournalState
) -> list[tuple[QualifiedName, int, Path, list[tuple[str, RejectGroup]]]]:
    """Tables with their rejects, their files, and each reason with the column it speaks of."""
    groups, run = state.rejects, state.run
    tables = session.catalogs()[1].tables if groups else {}
    groups_by_table: dict[QualifiedName, list[tuple[str, RejectGroup]]] = {}
    for group in groups:
        table = tables.get(group.table)
        columns = blamed_columns(group.example, table) if table is not None else ()
        groups_by_table.setdefault(group.table, []).append((" or ".join(columns), group))
    return [
        (name, sum(g.rows for _, g in those), _file(session, run.run.id, name), those)
        for name, those in groups_by_table.items() if run is not None
    ]  # fmt: skip


def _file(session: WebSession, run: int, table: QualifiedName) -> Path:
    folder = session.plan_path.resolve().parent
    return path_of(table, folder_of(run, folder)).relative_to(folder)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _plain(name: str) -> str:
    """A file's name for a header: letters that mean nothing in one."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
