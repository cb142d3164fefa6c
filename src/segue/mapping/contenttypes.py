"""Which model stands behind which table of the source, and what it is called in the target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from segue.database.catalog import Catalog
from segue.database.names import QualifiedName
from segue.plan.model import Plan, TableMapping
from segue.project.values import Model, Project

ACTIONS = ("add", "change", "delete", "view")
"""The permissions that Django makes for every model."""


@dataclass(frozen=True, slots=True, order=True)
class ContentType:
    """A row of the source's django_content_type."""

    id: int
    app_label: str
    model: str


@dataclass(frozen=True, slots=True)
class Renames:
    """What the plan makes of the source's models."""

    renamed: Mapping[ContentType, tuple[str, str]]
    """The new `app_label` and `model`."""
    merged: Mapping[ContentType, ContentType]
    """Those whose rows go where the rows of another one go, which takes the new name."""


def content_types_by_table(
    content_types: Iterable[ContentType], source: Catalog, project: Project
) -> dict[QualifiedName, ContentType]:
    """The source's tables of models: by Django's own naming, else by today's `db_table`."""
    tables = {(m.content_type): m.table for m in project.models if not m.proxy}
    types: dict[QualifiedName, ContentType] = {}
    for kind in sorted(content_types):
        by_rule = QualifiedName(project.schema, f"{kind.app_label}_{kind.model}")
        by_model = tables.get((kind.app_label, kind.model))
        table = by_rule if by_rule in source.tables else by_model
        if table is not None and table in source.tables:
            types.setdefault(table, kind)
    return types


def kinds_by_table(
    content_types: Iterable[ContentType], source: Catalog, project: Project | None
) -> dict[QualifiedName, tuple[int, ...]]:
    """The ids of all content types under which rows of a source's table are named, proxies' too.

    Without a project, by Django's own naming of tables.
    """
    schema = project.schema if project is not None else _schema(source)
    tables = {m.content_type: m.table for m in project.models} if project is not None else {}
    kinds: dict[QualifiedName, tuple[int, ...]] = {}
    for kind in sorted(content_types):
        by_rule = QualifiedName(schema, f"{kind.app_label}_{kind.model}")
        by_model = tables.get((kind.app_label, kind.model))
        table = by_rule if by_rule in source.tables else by_model
        if table is not None and table in source.tables:
            kinds[table] = (*kinds.get(table, ()), kind.id)
    return kinds


def content_type_table(catalog: Catalog) -> QualifiedName | None:
    """Django's table of content types, known by its name; of several the one in public."""
    names = [name for name in catalog.tables if name.name == "django_content_type"]
    return min(names, key=lambda name: (name.schema != "public", name), default=None)


def _schema(catalog: Catalog) -> str:
    table = content_type_table(catalog)
    return table.schema if table is not None else "public"


def by_successor(
    plan: Plan,
    kinds: Iterable[ContentType],
    known: Mapping[QualifiedName, ContentType],
    project: Project,
) -> dict[QualifiedName, ContentType]:
    """The content types of tables that say nothing by their names, by the models they become.

    Such a table has a `db_table` of its own, and the project calls its model otherwise by now. Of
    the content types that no table and no model claims it is the one of the model's name, in the
    app whose other tables went the same way if there are several; or else the only one there.
    """
    live = {model.content_type for model in project.models}
    claimed = set(known.values())
    claimed_names = {(kind.app_label, kind.model) for kind in claimed}
    origins = _apps_before(plan, known, project)
    free = [k for k in kinds if k not in claimed and (k.app_label, k.model) not in live]
    asking = [
        (mapping.source, model)
        for mapping in plan.tables
        if mapping.source is not None and mapping.source not in known
        if (model := project.model_of(mapping.target)) is not None and not model.auto_created
    ]
    types: dict[QualifiedName, ContentType] = {}
    for alone in (False, True):
        for table, model in asking:
            if table in types or model.content_type in claimed_names:
                continue
            kind = _successor(free, model, origins[model.app_label], alone=alone)
            if kind is not None:
                types[table] = kind
                free.remove(kind)
                for app_label in _apps_of(plan.mappings_from(table), project):
                    origins[app_label].add(kind.app_label)
    return types


def _successor(
    free: Iterable[ContentType], model: Model, origins: set[str], *, alone: bool
) -> ContentType | None:
    """What the model was called; `alone`: where its name was another one, too."""
    same_name = [kind for kind in free if kind.model == model.name.lower()]
    if len(same_name) > 1:
        same_name = [kind for kind in same_name if kind.app_label in origins]
    if not same_name and alone:
        same_name = [kind for kind in free if kind.app_label in origins | {model.app_label}]
    return same_name[0] if len(same_name) == 1 else None


def _apps_before(
    plan: Plan, known: Mapping[QualifiedName, ContentType], project: Project
) -> defaultdict[str, set[str]]:
    """By app: the apps of which tables come into its tables."""
    origins: defaultdict[str, set[str]] = defaultdict(set)
    for mapping in plan.tables:
        if mapping.source is not None and mapping.source in known:
            for app_label in _apps_of([mapping], project):
                origins[app_label].add(known[mapping.source].app_label)
    return origins


def _apps_of(mappings: Iterable[TableMapping], project: Project) -> Iterator[str]:
    for mapping in mappings:
        model = project.model_of(mapping.target)
        if model is not None:
            yield model.app_label


def renames(
    plan: Plan,
    kinds: Iterable[ContentType],
    behind: Mapping[QualifiedName, ContentType],
    project: Project | None,
) -> Renames:
    """The models that change their names, as the plan maps their tables.

    A table that feeds several gives its name to the first of them, unless one has the old name.
    Of several models that become one, the one of that name or the first gives its content type.
    """
    if project is None:
        return Renames({}, {})
    becoming: dict[tuple[str, str], list[ContentType]] = {}
    for table, kind in behind.items():
        names = list(_names_of_successors(plan.mappings_from(table), project))
        if names and (kind.app_label, kind.model) not in names:
            becoming.setdefault(names[0], []).append(kind)
    types = {(kind.app_label, kind.model): kind for kind in behind.values()}
    renamed: dict[ContentType, tuple[str, str]] = {}
    merged: dict[ContentType, ContentType] = {}
    for name, (first, *others) in becoming.items():
        heir = types.get(name, first)
        if heir is first:
            renamed[first] = name
        else:
            others = [first, *others]
        merged |= dict.fromkeys(others, heir)
    renamed |= dict(_without_tables(plan, kinds, behind, project))
    return Renames(renamed, merged)


def _without_tables(
    plan: Plan,
    kinds: Iterable[ContentType],
    behind: Mapping[QualifiedName, ContentType],
    project: Project,
) -> Iterator[tuple[ContentType, tuple[str, str]]]:
    """Proxies, and models that hold rights alone: they keep their names where their app changes."""
    origins = _apps_before(plan, behind, project)
    known = {(kind.app_label, kind.model): kind for kind in kinds}
    live = {model.content_type for model in project.models}
    free = known.keys() - live - {(kind.app_label, kind.model) for kind in behind.values()}
    for model in project.models:
        app_label, name = model.content_type
        if (model.proxy or not model.managed) and model.content_type not in known:
            found = [known[old, name] for old in origins[app_label] if (old, name) in free]
            if len(found) == 1:
                yield found[0], model.content_type


def kinds_of_other_names(
    plan: Plan,
    kinds: Iterable[ContentType],
    behind: Mapping[QualifiedName, ContentType],
    renames: Renames,
    project: Project,
) -> Iterator[tuple[QualifiedName, ContentType]]:
    """Source tables, and content types of which their names do not tell: proxies' too."""
    yield from behind.items()
    shown = {model.content_type: model.table for model in project.models if model.proxy}
    for kind in kinds:
        table = shown.get(renames.renamed.get(kind, (kind.app_label, kind.model)))
        fed = {each.source for each in plan.tables if each.target == table}
        if len(fed) == 1 and (source := fed.pop()) is not None:
            yield source, kind


def codenames(renames: Renames) -> Iterator[tuple[ContentType, str, str]]:
    """The codenames of Django's own permissions that follow a model's new name: old and new."""
    for kind, (_, model) in renames.renamed.items():
        if model != kind.model:
            for action in ACTIONS:
                yield kind, f"{action}_{kind.model}", f"{action}_{model}"


def _names_of_successors(
    mappings: Iterable[TableMapping], project: Project
) -> Iterator[tuple[str, str]]:
    for mapping in mappings:
        model = project.model_of(mapping.target)
        if model is not None and not model.auto_created:
            yield model.content_type
