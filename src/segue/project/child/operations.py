"""What the operations of migrations say, and which tables they touch."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.migrations import operations as ops
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

from .places import Field, Name, Place, places, sql_name

IDENTIFIER = r'(?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?'
TOUCHED = re.compile(
    r"\b(?:UPDATE|INTO|FROM|JOIN|TABLE(?:\s+IF\s+(?:NOT\s+)?EXISTS)?)\s+(?:ONLY\s+)?"
    rf"({IDENTIFIER})",
    re.IGNORECASE,
)
"""Where SQL names a table."""

SHOWN = 80
"""Characters of a statement that are enough to recognise it."""


def described(missing: Iterable[Migration], state: ProjectState) -> list[dict[str, Any]]:
    """Each migration with its operations; `state` is what comes before them, and is used up."""
    descriptions = []
    now = places(state)
    for migration in missing:
        operations = []
        for operation in migration.operations:
            tables = _touched(operation, now)
            operation.state_forwards(migration.app_label, state)
            before, now = now, places(state)
            changed = {key for key, _ in set(before.items()) ^ set(now.items())}
            tables |= {(now.get(key) or before[key])[0] for key in changed}
            operations.append(
                {
                    "kind": type(operation).__name__,
                    "text": _says(operation),
                    "tables": sorted(tables),
                    "code": _is_code(operation),
                }
            )
        descriptions.append(
            {
                "app": migration.app_label,
                "name": migration.name,
                "atomic": migration.atomic,
                "operations": operations,
            }
        )
    return descriptions


def statements(sql: Any) -> list[str]:
    """The statements of a RunSQL, without their parameters."""
    if isinstance(sql, str):
        return [sql] if sql else []
    return [each if isinstance(each, str) else str(each[0]) for each in sql or []]


def _says(operation: Any) -> str:
    if isinstance(operation, ops.RunPython):
        return f"Run Python: {getattr(operation.code, '__name__', repr(operation.code))}"
    if isinstance(operation, ops.RunSQL):
        first = next(iter(statements(operation.sql)), "")
        return f"Run SQL: {' '.join(first.split())[:SHOWN]}"
    return str(operation.describe())


def _is_code(operation: Any) -> bool:
    """Whether a person wrote what it does to the rows; `noop` does nothing."""
    if isinstance(operation, ops.SeparateDatabaseAndState):
        return any(_is_code(each) for each in operation.database_operations)
    if isinstance(operation, ops.RunPython):
        return getattr(operation.code, "__name__", "") != "noop"
    return isinstance(operation, ops.RunSQL) and bool(statements(operation.sql))


def _touched(operation: Any, now: Mapping[Field, Place]) -> set[Name]:
    """The tables that a person's code names, as far as its text shows them."""
    if isinstance(operation, ops.RunSQL):
        tables = {name for name, _ in now.values()}
        names = {sql_name(m) for text in statements(operation.sql) for m in TOUCHED.findall(text)}
        return names & tables or names
    if isinstance(operation, ops.RunPython):
        fetched = {(app, model.lower(), "") for app, model in models_fetched(operation.code)}
        return {now[key][0] for key in fetched if key in now}
    if isinstance(operation, ops.SeparateDatabaseAndState):
        return {name for each in operation.database_operations for name in _touched(each, now)}
    return set()


def models_fetched(code: Callable[..., Any]) -> set[tuple[str, str]]:
    """The models (app, name) that a function, or one that it calls in its module, fetches
    through `apps.get_model`.
    """
    models: set[tuple[str, str]] = set()
    waiting, visited = [code], set()
    while waiting:
        function = inspect.unwrap(waiting.pop())
        if id(function) in visited:
            continue
        visited.add(id(function))
        for call in _calls(function):
            models.update(_model_of(call))
            called = call.func.id if isinstance(call.func, ast.Name) else ""
            other = getattr(function, "__globals__", {}).get(called)
            if inspect.isfunction(other):
                waiting.append(other)
    return models


def _calls(function: Any) -> Iterator[ast.Call]:
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node


def _model_of(call: ast.Call) -> Iterator[tuple[str, str]]:
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "get_model"):
        return
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    words = [str(each.value) for each in arguments if isinstance(each, ast.Constant)]
    if len(words) == 1 and words[0].count(".") == 1:
        words = words[0].split(".")
    if len(words) >= 2:
        yield words[0], words[1]
