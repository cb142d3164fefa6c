"""Functions of the project that the plan names: `module:function`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from segue.errors import FunctionMissing

RowFunction = Callable[[Mapping[str, Any]], object]
"""Called with a row of the source as a dict; returns one value."""


def find_function(name: str) -> RowFunction:
    """The function of that name. Raises FunctionMissing, with the cause."""
    module, _, path = name.partition(":")
    try:
        module_or_part: Any = importlib.import_module(module.strip())
        for part in path.strip().split("."):
            module_or_part = getattr(module_or_part, part)
    except (Exception, SystemExit) as error:  # a module is code: it may raise anything
        raise FunctionMissing(name=name, reason=f"{type(error).__name__}: {error}") from error
    if not callable(module_or_part):
        raise FunctionMissing(name=name, reason="it cannot be called")
    function: RowFunction = module_or_part
    return function
