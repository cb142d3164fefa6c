"""The answer of `check --history`."""

from __future__ import annotations

from collections.abc import Iterator

from segue.commandline.terminal import AnswerTable, Heading
from segue.events import FORMAT_VERSION
from segue.move.run import HistorySeen
from segue.project.history import AppHistory, History, HistoryState, Migration, Operation
from segue.wording import count, counted

APPS = (
    Heading("app"),
    Heading("stands"),
    Heading("run", number=True),
    Heading("missing", number=True),
    Heading("unknown", number=True),
    Heading("", shortens=True),
)
MISSING = (
    Heading("migration"),
    Heading("operation", shortens=True),
    Heading("tables", shortens=True),
)
DRIFT = (Heading("table"), Heading("difference", shortens=True), Heading("rows", number=True))


def history_tables(seen: HistorySeen) -> Iterator[AnswerTable]:
    """For a person: the apps, what is missing, the drift, and what follows."""
    history = seen.history
    apps = [_app_row(app) for app in history.apps]
    strong = frozenset(n for n, app in enumerate(history.apps) if app.reason)
    yield AnswerTable(APPS if apps else (), apps, closing=_sentence(history), strong=strong)
    if history.missing:
        rows = [_operation_row(m, o) for m in history.missing for o in _operations_of(m)]
        title = f"{counted(len(history.missing), 'migration')} to run, in this order:"
        yield AnswerTable(MISSING, rows, title=title, closing=_code(history))
    yield from _drift(seen)
    yield AnswerTable((), (), closing=_way(seen))


def _app_row(app: AppHistory) -> tuple[str, ...]:
    numbers = (app.applied, len(app.missing), len(app.unknown))
    reason = app.reason if app.standing is not HistoryState.GONE or app.unknown else ""
    return app.label, app.standing.value, *map(count, numbers), reason


def _operations_of(migration: Migration) -> tuple[Operation, ...]:
    return migration.operations or (Operation("", "nothing: it only joins others"),)


def _operation_row(migration: Migration, operation: Operation) -> tuple[str, ...]:
    name = str(migration) if migration.atomic else f"{migration} (not atomic)"
    tables = ", ".join(str(table).removeprefix("public.") for table in operation.tables)
    return name, operation.text, tables


def _sentence(history: History) -> str:
    words = {
        HistoryState.SAME: "The source has run all migrations of the project.",
        HistoryState.BEHIND: (
            f"The source is behind: {counted(len(history.missing), 'migration')} of the project"
            " did not run there."
        ),
        HistoryState.AHEAD: "The source is ahead of this code.",
        HistoryState.RESET: "The source's history is not this project's: migrations were reset.",
        HistoryState.MIXED: "The apps stand differently.",
        HistoryState.UNKNOWN: "The source has no records of migrations.",
    }
    return words.get(history.standing, history.standing.value)


def _code(history: History) -> str:
    if not history.code:
        return "All of them are schema operations."
    migrations = ", ".join(dict.fromkeys(str(migration) for migration, _ in history.code))
    return f"Code of the project runs in {migrations}: it has not run on these rows."


def _drift(history: HistorySeen) -> Iterator[AnswerTable]:
    if history.not_compared:
        yield AnswerTable((), (), closing=f"The schemas were not compared: {history.not_compared}.")
    elif history.drift:
        rows = [(str(d.table), d.text, count(d.rows) if d.rows else "") for d in history.drift]
        title = "The source differs from what its migrations make:"
        yield AnswerTable(DRIFT, rows, title=title)
    else:
        yield AnswerTable((), (), closing="The source is as its migrations make it.")


def _way(history: HistorySeen) -> str:
    obstacles = history.history.obstacles
    if obstacles:
        listed = "".join(f"\n  {obstacle}" for obstacle in obstacles)
        return f"The project's own migrations do not continue from the source:{listed}"
    return (
        "A move into a new database goes by the history. It makes the source's state there, copies"
        " the rows by the same names, and runs the missing migrations on them."
    )


def history_object(seen: HistorySeen) -> dict[str, object]:
    """The same for programs."""
    history = seen.history
    return {
        "version": FORMAT_VERSION,
        "event": "history",
        "standing": history.standing.value,
        "way": "mapping" if history.obstacles else "history",
        "obstacles": list(history.obstacles),
        "apps": [
            {
                "app": app.label,
                "standing": app.standing.value,
                "applied": app.applied,
                "missing": [migration.name for migration in app.missing],
                "unknown": list(app.unknown),
                "reason": app.reason,
            }
            for app in history.apps
        ],
        "missing": [_migration_object(migration) for migration in history.missing],
        "unknown": [list(key) for key in history.graph.unknown],
        "traces": [
            {"from": _place(*trace.old), "to": _place(*trace.new), "by": trace.by}
            for trace in history.graph.traces
        ],
        "compared": not seen.not_compared,
        "not_compared": seen.not_compared,
        "drift": [
            {
                "table": str(each.table),
                "kind": each.kind,
                "text": each.text,
                "extra": each.extra,
                "rows": each.rows,
            }
            for each in seen.drift
        ],
    }


def _migration_object(migration: Migration) -> dict[str, object]:
    return {
        "app": migration.app,
        "name": migration.name,
        "atomic": migration.atomic,
        "operations": [
            {
                "kind": operation.kind,
                "text": operation.text,
                "tables": [str(table) for table in operation.tables],
            }
            for operation in migration.operations
        ],
    }


def _place(table: object, column: str | None) -> str:
    return f"{table}.{column}" if column else str(table)
