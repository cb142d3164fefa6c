"""The tables of one side with what Django calls them, and who refers to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from operator import itemgetter

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.database.statistics import TableSample
from segue.drafting.matching.names import SPELT, compare, tells_apart, words
from segue.drafting.matching.shapes import Shape, shapes_of
from segue.drafting.matching.vocabulary import Vocabulary
from segue.drafting.matching.words import COPY
from segue.project.values import Model, Project

Label = tuple[str, str]
"""An app's label and a model's name in lower case, as django_content_type stores them."""


@dataclass(frozen=True, eq=False)
class Entity:
    """A table that holds rows, as a model if it is one; there is one for each table."""

    table: Table
    app: str
    model: str
    """The model's name in lower case; of a many-to-many table the owner's and the field's."""
    words: tuple[str, ...]
    """The words of the model's name."""
    shapes: tuple[Shape, ...]
    known: bool = False
    """Whether Django itself says which model it is."""
    through: tuple[tuple[str, QualifiedName], ...] = ()
    """Of the target: many-to-many fields and the tables that hold their pairs."""
    rows: int = 0
    """As many as were looked at."""

    @property
    def name(self) -> QualifiedName:
        return self.table.name

    @property
    def label(self) -> Label:
        return self.app, self.model

    @cached_property
    def references(self) -> tuple[Shape, ...]:
        """The columns that refer to other tables."""
        return tuple(shape for shape in self.shapes if shape.references is not None)

    @cached_property
    def joins(self) -> bool:
        """Whether it does nothing but join two tables, as one behind a many-to-many field does."""
        rest = [shape for shape in self.shapes if shape.references is None and not shape.primary]
        return len(self.references) == 2 and not rest

    @cached_property
    def telling(self) -> frozenset[str]:
        """The names of its columns but for the primary key."""
        return frozenset(shape.name for shape in self.shapes if not shape.primary)

    @cached_property
    def form(self) -> tuple[Hashable, ...]:
        """What its columns hold, in their order and without their names or the key."""
        return tuple(shape.form for shape in self.shapes if not shape.primary)

    @cached_property
    def prefix(self) -> str:
        """The word that most of its columns begin with, as old schemas have it; mostly none."""
        plain = [words(s.name) for s in self.shapes if not s.primary and s.references is None]
        firsts = Counter(name[0] for name in plain if len(name) > 1)
        word, count = max(firsts.items(), key=itemgetter(1), default=("", 0))
        return word if count >= max(3, len(plain) / 2) and not tells_apart(word) else ""

    def is_copy_of(self, other: Entity) -> bool:
        """Whether it is called like the other, with a word or a date that marks a copy."""
        mine, theirs = words(self.name.name), words(other.name.name)
        more = mine[len(theirs) :]
        marked = bool(more) and all(word in COPY or word.isdigit() for word in more)
        return marked and mine[: len(theirs)] == theirs and self.is_like(other)

    def is_like(self, other: Entity) -> bool:
        """Whether most of the columns have the same names."""
        most, both = (
            min(len(self.telling), len(other.telling)),
            len(self.telling) + len(other.telling),
        )
        # Four fifths of all names; how many there are tells mostly that it cannot be.
        return 9 * most >= 4 * both and 9 * len(self.telling & other.telling) >= 4 * both

    @cached_property
    def by_column(self) -> Mapping[str, Shape]:
        return {shape.name: shape for shape in self.shapes}


@dataclass(frozen=True)
class Side:
    """All tables of a database that hold rows of their own."""

    entities: Mapping[QualifiedName, Entity]

    @cached_property
    def referring(self) -> Mapping[QualifiedName, tuple[tuple[Entity, Shape], ...]]:
        """By table: the columns of all tables that refer to it."""
        shapes: defaultdict[QualifiedName, list[tuple[Entity, Shape]]] = defaultdict(list)
        for entity in self.entities.values():
            for shape in entity.references:
                assert shape.references is not None
                shapes[shape.references].append((entity, shape))
        return {table: tuple(columns) for table, columns in shapes.items()}

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, ...], tuple[Entity, ...]]:
        """By the words of its name: the tables called so."""
        found: defaultdict[tuple[str, ...], list[Entity]] = defaultdict(list)
        for entity in self.entities.values():
            found[tuple(words(entity.name.name))].append(entity)
        return {name: tuple(entities) for name, entities in found.items()}

    @cached_property
    def _by_telling(self) -> Mapping[str, tuple[Entity, ...]]:
        """By the name of a column: the tables that have it; by '' those that only have a key."""
        found: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self.entities.values():
            for name in entity.telling or ("",):
                found[name].append(entity)
        return {name: tuple(entities) for name, entities in found.items()}

    def shared_names(self, entity: Entity) -> Mapping[int, int]:
        """By the place of a table: how many names of columns it has in common with another's."""
        places = (self._places_by_telling.get(name, ()) for name in entity.telling)
        return Counter(chain.from_iterable(places))

    @cached_property
    def in_order(self) -> tuple[Entity, ...]:
        """The tables, each in its place."""
        return tuple(self.entities.values())

    @cached_property
    def places(self) -> Mapping[QualifiedName, int]:
        """The place of each table among all."""
        return {name: place for place, name in enumerate(self.entities)}

    @cached_property
    def _places_by_telling(self) -> Mapping[str, tuple[int, ...]]:
        return {
            name: tuple(self.places[entity.name] for entity in some)
            for name, some in self._by_telling.items()
        }

    def has_sibling(self, entity: Entity) -> bool:
        """Whether another table has nearly the same columns, as children of an abstract model."""
        # Of any fifth of the columns, and one more, a table that is like it has at least one.
        rarest_first = sorted(entity.telling or ("",), key=lambda n: len(self._by_telling[n]))
        names = rarest_first[: len(entity.telling) // 5 + 1]
        return any(
            other is not entity and entity.is_like(other) and not other.is_copy_of(entity)
            for name in names
            for other in self._by_telling[name]
        )

    def is_copy(self, name: QualifiedName) -> bool:
        """Whether the table is only a copy of another one."""
        entity, whole = self.entities[name], tuple(words(name.name))
        shorter = (self._by_words.get(whole[:count], ()) for count in range(len(whole)))
        return any(entity.is_copy_of(other) for others in shorter for other in others)

    def joined_with(self, entity: Entity) -> tuple[QualifiedName, ...]:
        """The other end of every table that joins this one with another; itself with itself."""
        entities = []
        for join, shape in self.referring.get(entity.name, ()):
            other = next((s for s in join.references if s.name != shape.name), None)
            if join.joins and other is not None and other.references is not None:
                entities.append(other.references)
        return tuple(entities)


def holds_rows(table: Table) -> bool:
    """Whether the table has rows of its own to move: a partition's belong to its root."""
    return table.kind in ("r", "p") and not table.is_partition and table.extension is None


def source_side(
    tables: Iterable[Table],
    labels: Mapping[QualifiedName, Label],
    elsewhere: Iterable[Label] = (),
    samples: Mapping[QualifiedName, TableSample] | None = None,
) -> Side:
    """The source's tables; `labels` are the models that its content types name, by table.

    `elsewhere` are those that they name and whose tables are not known; `samples` some rows.
    """
    apps = sorted({app for app, _ in labels.values()}, key=len, reverse=True)
    all_samples = samples or {}
    mine = [table for table in tables if holds_rows(table)]
    all_labels = dict(labels) | _own_names([t for t in mine if t.name not in labels], elsewhere)
    return Side(
        {t.name: _by_name(t, all_labels.get(t.name), apps, all_samples.get(t.name)) for t in mine}
    )


def _own_names(tables: Iterable[Table], elsewhere: Iterable[Label]) -> dict[QualifiedName, Label]:
    """The models of tables that have names of their own, where the names tell it for sure."""
    called = {table.name: words(table.name.name) for table in tables}
    vocabulary = Vocabulary(called)
    labels_by_table: dict[QualifiedName, list[Label]] = {}
    for label in elsewhere:
        name = words(label[1])
        like = [t for t in vocabulary.things(name) if compare(called[t], name) >= SPELT]
        if len(like) == 1:
            labels_by_table.setdefault(like[0], []).append(label)
    return {table: labels[0] for table, labels in labels_by_table.items() if len(labels) == 1}


def target_side(
    catalog: Catalog,
    project: Project | None,
    without: Collection[QualifiedName] = (),
    samples: Mapping[QualifiedName, TableSample] | None = None,
) -> Side:
    """The target's tables, as the project's models where it has any; `samples` are some rows."""
    all_samples = samples or {}
    models = {m.table: m for m in project.models if not m.proxy} if project is not None else {}
    apps = sorted(project.apps, key=len, reverse=True) if project is not None else []
    return _with_row_names(
        {
            table.name: _by_model(table, models[table.name], all_samples.get(table.name))
            if table.name in models
            else _by_name(table, None, apps, all_samples.get(table.name))
            for table in catalog.tables.values()
            if holds_rows(table) and table.name not in without
        }
    )


def _with_row_names(entities: Mapping[QualifiedName, Entity]) -> Side:
    """Where references lead to rows that are there already, those rows' names told beside them."""
    names = {name: row_names for name, e in entities.items() if (row_names := _row_names(e))}
    return Side(
        {
            name: replace(entity, shapes=tuple(_with_name(shape, names) for shape in entity.shapes))
            if any(shape.references in names for shape in entity.references)
            else entity
            for name, entity in entities.items()
        }
    )


def _with_name(shape: Shape, names: Mapping[QualifiedName, Mapping[str, frozenset[str]]]) -> Shape:
    own = names.get(shape.references) if shape.references is not None else None
    return replace(shape, row_names=own) if own else shape


def _row_names(entity: Entity) -> Mapping[str, frozenset[str]]:
    """Texts of which each row has one of its own, by column; those that must differ first."""
    texts = [s for s in entity.shapes if s.family == "text" and s.references is None and s.sample]
    alone = [s for s in texts if s.unique or _all_differ(s, entity)]
    alone.sort(key=lambda shape: not shape.unique)
    return {s.name: frozenset(s.sample.values) for s in alone if s.sample and s.sample.values}


def _all_differ(shape: Shape, entity: Entity) -> bool:
    return shape.sample is not None and len(shape.sample.values) == entity.rows > 1


def _by_model(table: Table, model: Model, sample: TableSample | None = None) -> Entity:
    app, name = model.content_type
    through = tuple((field.name, field.through) for field in model.many_to_many)
    shapes = shapes_of(table, model, sample)
    rows = sample.rows if sample is not None else 0
    return Entity(table, app, name, words(model.name), shapes, True, through, rows)


def _by_name(
    table: Table, label: Label | None, apps: Iterable[str], sample: TableSample | None = None
) -> Entity:
    """By Django's own way to name tables: the app's label, an underscore, the model."""
    app = next((app for app in apps if table.name.name.startswith(f"{app}_")), "")
    guessed, _, rest = table.name.name.partition("_")
    if app:
        guessed, rest = app, table.name.name.removeprefix(f"{app}_")
    app, model = label or ((guessed, rest) if rest else ("", table.name.name))
    shapes = shapes_of(table, sample=sample)
    rows = sample.rows if sample is not None else 0
    return Entity(table, app, model.lower(), words(model), shapes, label is not None, rows=rows)
