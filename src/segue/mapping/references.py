"""Which keys a column of the target holds, and so how its values travel."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from segue.database.catalog import Catalog, DataType, Table
from segue.database.names import QualifiedName
from segue.errors import PlanMistake, UnclearReference
from segue.mapping.contenttypes import (
    ContentType,
    Renames,
    by_successor,
    content_type_table,
    content_types_by_table,
    kinds_by_table,
    kinds_of_other_names,
    renames,
)
from segue.mapping.facts import Facts, MappedColumn
from segue.mapping.generic_keys import generic_key, named_pairs
from segue.mapping.keys import (
    ByContentType,
    InJson,
    KeyKind,
    Keys,
    MadeUuid,
    Paired,
    Pairs,
    ShiftedKeys,
    Travel,
    adopting,
)
from segue.plan import toml
from segue.plan.model import (
    FromColumn,
    KeepKeys,
    MatchKeys,
    OffsetKeys,
    Plan,
    ReferenceValue,
    ReferringWithin,
    Renamed,
    TableMapping,
)
from segue.project.values import GenericForeignKey, Project


@dataclass(frozen=True, slots=True)
class _Led:
    """What a column's values lead to."""

    numbers: tuple[int, ...]
    """The mappings of the rows that are referred to, by their places in the plan."""
    rows: str
    """Those rows, in words."""
    referenced: QualifiedName
    column: str | None = None
    """The column of theirs that is referred to; None for the key."""


@dataclass(frozen=True)
class References:
    """Follows references through the plan. Raises PlanMistake where a way is not clear."""

    plan: Plan
    source: Catalog
    target: Catalog
    project: Project | None
    facts: Facts

    @cached_property
    def content_types(self) -> Mapping[QualifiedName, ContentType]:
        """By table of the source."""
        if self.project is None:
            return {}
        kinds = self.facts.content_types
        types = content_types_by_table(kinds, self.source, self.project)
        return {**types, **by_successor(self.plan, kinds, types, self.project)}

    @cached_property
    def renames(self) -> Renames:
        return renames(self.plan, self.facts.content_types, self.content_types, self.project)

    def travel(
        self,
        number: int,
        target: Table,
        column: str,
        origin: str,
        referring: ReferenceValue | ReferringWithin | None,
    ) -> Travel | None:
        """How the values of a target column travel that come from `origin` in the source."""
        if isinstance(referring, ReferringWithin):
            return self._within(number, target, column, referring)
        return self._travel(number, target, column, origin, referring, frozenset())

    def _travel(
        self,
        number: int,
        target: Table,
        column: str,
        origin: str,
        referring: ReferenceValue | None,
        visited: frozenset[MappedColumn],
    ) -> Travel | None:
        mapping = self.plan.tables[number]
        generic = self.generic(target, column) if referring is None else None
        if generic is not None:
            return self._by_content_type(mapping, generic)
        led = self._led(number, target, column, origin, referring)
        if led is None:
            return self._own_keys(number, mapping) if (column,) == target.primary_key else None
        if led.column is not None:
            ways = [
                self._of_values(n, led.column, visited | {(number, column)}) for n in led.numbers
            ]
            return self._one(mapping, column, led, ways)
        keys = self._one(mapping, column, led, [self._keys_of(n) for n in led.numbers])
        if keys is not None and _is_json(target, column):
            path = referring.path if referring is not None else None
            return InJson(((_path(path), keys),))
        return keys or self._merged(target.name, led.referenced)

    def _within(
        self, number: int, target: Table, column: str, referring: ReferringWithin
    ) -> InJson | None:
        mapping = self.plan.tables[number]
        if not _is_json(target, column):
            raise PlanMistake(
                place=f"{self.plan.path}:{mapping.lines.get(column, mapping.line)}",
                mistake=f"{mapping.target}.{column} is no JSON document, and has no paths",
                help='Say of which table its values are keys: { refers_to = "schema.table" }.',
            )
        places = []
        for path, table in referring.tables:
            led = self._to_named_table(table)
            keys = self._one(mapping, column, led, [self._keys_of(n) for n in led.numbers])
            if keys is not None:
                places.append((_path(path), keys))
        return InJson(tuple(places)) if places else None

    def leading(
        self, number: int, column: str, in_use: Collection[int] | None = None
    ) -> frozenset[int]:
        """The mappings whose keys decide what becomes of a column's values, by number.

        `in_use` are the content types that stand beside a generic foreign key; None for any.
        """
        mapping = self.plan.tables[number]
        target = self.target.tables.get(mapping.target)
        if target is None:
            return frozenset()
        if self.generic(target, column) is not None:
            first: Sequence[int] = [
                n for n, ids in self._kinds if in_use is None or not set(ids).isdisjoint(in_use)
            ]
        else:
            how = mapping.columns.get(column)
            referring = how if isinstance(how, ReferenceValue) else None
            origin = getattr(how, "source", column)
            led = self._led(number, target, column, origin, referring)
            first = led.numbers if led is not None else ()
        return frozenset(n for one in first for n in self._ancestry(one, frozenset()))

    def content_types_of(self, number: int) -> frozenset[int]:
        """The content types of the rows whose keys are those of a mapping, children's included."""
        return frozenset(
            one
            for other, ids in self._kinds
            if number in self._ancestry(other, frozenset())
            for one in ids
        )

    def _ancestry(self, number: int, visited: frozenset[int]) -> frozenset[int]:
        """A mapping with those whose keys its own follow."""
        if number in visited:
            return visited
        parents = self._parents(number)
        together = visited | {number}
        return together.union(*(self._ancestry(parent, together) for parent in parents))

    def _led(
        self, number: int, target: Table, column: str, origin: str, referring: ReferenceValue | None
    ) -> _Led | None:
        """The mappings of the rows that a column refers to; None where it refers to none."""
        mapping = self.plan.tables[number]
        if referring is not None:
            return self._to_named_table(referring.table)
        table, other = self._referred(target, column) or (None, None)
        if table is not None and table in self.target.tables:
            led = self._into(table, self._pointed_at(mapping, origin))
            if self._if_key(table, other) is not None:
                return led
            if led.numbers:
                return replace(led, column=other)
        if (column,) == target.primary_key:
            return None
        return self._shown_by_source(self._referenced_by(mapping, origin))

    # Keys of a table

    def _own_keys(self, number: int, mapping: TableMapping) -> Keys | None:
        match mapping.key:
            case KeepKeys():
                return None
            case OffsetKeys(amount):
                return ShiftedKeys(amount)
            case MatchKeys(offset=offset):
                kind = KeyKind.on_the_way(*self._key_types(mapping))
                return self.facts.matches.get(number, Paired(Pairs(), offset, kind))
        if self._has_uuids(mapping):
            return None
        server = self.source.server
        database = f"{server.system_identifier or ''}/{server.database_oid}/{server.database}"
        source_type, _ = self._key_types(mapping)
        kind = KeyKind.of(source_type)
        return MadeUuid(f"{database}/{mapping.source or mapping.target}/", kind)

    def _key_types(self, mapping: TableMapping) -> tuple[DataType | None, DataType | None]:
        """The types of the key in both databases, as far as they are known."""
        target = self.target.tables.get(mapping.target)
        if target is None or len(target.primary_key) != 1:
            return None, None
        (name,) = target.primary_key
        how = mapping.columns.get(name)
        origin = how.source if isinstance(how, FromColumn) else name
        source = self.source.tables.get(mapping.source) if mapping.source is not None else None
        columns = source.column(origin) if source is not None else None, target.column(name)
        source_type, target_type = (
            column.type if column is not None else None for column in columns
        )
        return source_type, target_type

    def _has_uuids(self, mapping: TableMapping) -> bool:
        table = self.source.tables.get(mapping.source) if mapping.source is not None else None
        key = table.column(table.primary_key[0]) if table and table.primary_key else None
        return key is not None and key.type.resolved.name.name == "uuid"

    def _keys_of(self, number: int, visited: frozenset[int] = frozenset()) -> Keys | None:
        """How the keys of a mapping's rows travel; a child's follow its parent's."""
        parents = self._parents(number)
        if not parents or number in visited:
            return self._own_keys(number, self.plan.tables[number])
        all_keys = {self._keys_of(other, visited | {number}) for other in parents}
        return all_keys.pop() if len(all_keys) == 1 else None

    def _parents(self, number: int) -> tuple[int, ...]:
        """The mappings of the rows that a child's rows extend."""
        mapping = self.plan.tables[number]
        target = self.target.tables.get(mapping.target)
        if not isinstance(mapping.key, KeepKeys) or target is None or len(target.primary_key) != 1:
            return ()
        parent = self._referenced(target, target.primary_key[0])
        return self.plan.numbers_into(parent) if parent is not None else ()

    def _to_named_table(self, table: QualifiedName) -> _Led:
        """References to a table that the plan names: of the target, or one that feeds it."""
        read, filled = self.plan.numbers_from(table), self.plan.numbers_into(table)
        both = tuple(number for number in filled if number in read)
        return _Led(both or filled or read, f"the rows of {table}", table)

    def _into(self, table: QualifiedName, source: QualifiedName | None) -> _Led:
        """References to a table of the target; `source` is what they point at now."""
        numbers = self.plan.numbers_into(table)
        from_there = tuple(n for n in numbers if self.plan.tables[n].source == source)
        return _Led(from_there or numbers, f"the rows of {table}", table)

    def _shown_by_source(self, source: QualifiedName | None) -> _Led | None:
        """A reference that only the source declares."""
        if source is None:
            return None
        return _Led(self.plan.numbers_from(source), f"the rows of {source}", source)

    def _of_values(self, number: int, column: str, visited: frozenset[MappedColumn]) -> Keys | None:
        """How the values of a column travel that others refer to; kept rows have the target's."""
        mapping = self.plan.tables[number]
        target, how = self.target.tables.get(mapping.target), mapping.columns.get(column)
        if target is None or (number, column) in visited:
            return None
        referring = how if isinstance(how, ReferenceValue) else None
        travel: Travel | None = None
        if how is None or isinstance(how, Renamed | ReferenceValue):
            origin = how.source if how is not None else column
            travel = self._travel(number, target, column, origin, referring, visited)
        keys = None if isinstance(travel, ByContentType | InJson) else travel
        return adopting(keys, self.facts.adopted.get((number, column)))

    def _one(
        self, mapping: TableMapping, column: str, led: _Led, ways: Sequence[Keys | None]
    ) -> Keys | None:
        different = list(dict.fromkeys(ways))
        if len(different) <= 1:
            return different[0] if different else None
        raise UnclearReference(
            place=f"{self.plan.path}:{mapping.lines.get(column, mapping.line)}",
            mistake=f"{mapping.target}.{column} refers to {led.rows}, whose keys travel in more"
            " than one way",
            help=self._clear_reference(mapping, column, led.numbers),
            column=column,
        )

    def _clear_reference(self, mapping: TableMapping, column: str, numbers: Sequence[int]) -> str:
        """How to say which rows are meant, in the plan's words."""
        read = dict.fromkeys(self.plan.tables[number].source for number in numbers)
        names = [name for name in read if name is not None]
        entries = [
            f"{toml.key(column)} = {{ refers_to = {toml.text(str(name))}, from ="
            f" {toml.text(self._referring_to(mapping, name) or '...')} }}"
            for name in names
        ]
        hint = f"Say which table of the source is meant: {' or '.join(entries)}"
        if len(entries) < 2 or isinstance(mapping.columns.get(column), FromColumn):
            return hint + "."
        return (
            f"{hint}; where some rows refer to one and some to another, map"
            f" {mapping.source or 'the query'} once for each, with a where that chooses them."
        )

    def _referring_to(self, mapping: TableMapping, table: QualifiedName) -> str:
        """The source column that refers to the table, if there is just one."""
        source = self.source.tables.get(mapping.source) if mapping.source is not None else None
        keys = source.foreign_keys if source is not None else ()
        numbers = [
            one.columns[0] for one in keys if one.references == table and len(one.columns) == 1
        ]
        return numbers[0] if len(numbers) == 1 else ""

    def _merged(self, table: QualifiedName, referenced: QualifiedName) -> Keys | None:
        """Where models become one, what told of them by content type tells of the one."""
        project = self.project
        if project is None or referenced != project.content_types or table == project.permissions:
            return None
        merged = sorted(self.renames.merged.items())
        if not merged:
            return None
        old, new = zip(*((str(one.id), str(heir.id)) for one, heir in merged), strict=True)
        return Paired(Pairs(old, new), kind=KeyKind.NUMBER)

    # What refers to what

    @cached_property
    def referred_values(self) -> Mapping[MappedColumn, tuple[MappedColumn, ...]]:
        """The columns, beside the key, to which arriving rows refer, and what refers to them."""
        found: dict[MappedColumn, dict[MappedColumn, None]] = {}
        for number, mapping in enumerate(self.plan.tables):
            target = self.target.tables.get(mapping.target)
            if target is None:
                continue
            for column in self._declared(target):
                how = mapping.columns.get(column)
                referring = how if isinstance(how, ReferenceValue) else None
                led = self._led(number, target, column, getattr(how, "source", column), referring)
                beside = self._beside_key(led)
                if led is None or beside is None:
                    continue
                for one in led.numbers:
                    found.setdefault((one, beside), {})[number, column] = None
        return {referred: tuple(referring) for referred, referring in found.items()}

    def _beside_key(self, led: _Led | None) -> str | None:
        """The column that is referred to, if rows that are the same may differ in it."""
        if led is None or led.column is None:
            return None
        key = self.target.tables[led.referenced].primary_key
        return led.column if led.column not in key else None

    def _declared(self, target: Table) -> Iterator[str]:
        """The columns of which a foreign key, or the model, says what they refer to."""
        yield from dict.fromkeys(own for key in target.foreign_keys for own, _ in key.pairs)
        model = self.project.model_of(target.name) if self.project is not None else None
        for field in model.fields if model is not None else ():
            if field.column is not None and field.relation is not None:
                yield field.column

    def _referred(self, target: Table, column: str) -> tuple[QualifiedName, str] | None:
        """The table of the target, and its column, whose values the column holds."""
        for key in target.foreign_keys:
            for own, other in key.pairs:
                if own == column:
                    return key.references, other
        model = self.project.model_of(target.name) if self.project is not None else None
        for field in model.fields if model is not None else ():
            if field.column == column and field.relation is not None:
                return field.relation.table, field.relation.column
        kinds = self._content_type_table
        pairs = named_pairs(target, kinds) if kinds is not None else ()
        beside = any(pair.content_type_column == column for pair in pairs)
        return (kinds, "id") if kinds is not None and beside else None

    def _referenced(self, target: Table, column: str) -> QualifiedName | None:
        """The table of the target whose primary key the column holds."""
        referred = self._referred(target, column)
        return self._if_key(*referred) if referred is not None else None

    def _if_key(self, table: QualifiedName, column: str | None) -> QualifiedName | None:
        referred = self.target.tables.get(table)
        return table if referred is not None and referred.primary_key == (column,) else None

    def _pointed_at(self, mapping: TableMapping, origin: str) -> QualifiedName | None:
        """The table of the source to which its column `origin` refers, by whichever column."""
        table = self.source.tables.get(mapping.source) if mapping.source is not None else None
        keys = table.foreign_keys if table is not None else ()
        found = (key.references for key in keys if origin in key.columns)
        return next(found, None) or self._referenced_by(mapping, origin)

    def _referenced_by(self, mapping: TableMapping, origin: str) -> QualifiedName | None:
        """The table of the source whose primary key its column `origin` holds."""
        table = self.source.tables.get(mapping.source) if mapping.source is not None else None
        for key in table.foreign_keys if table is not None else ():
            for own, other in key.pairs:
                referred = self.source.tables.get(key.references)
                if own == origin and referred is not None and referred.primary_key == (other,):
                    return referred.name
        return table.name if table is not None and table.primary_key == (origin,) else None

    # Generic foreign keys

    def generic(self, target: Table, column: str) -> GenericForeignKey | None:
        """The pair whose object ids the column holds."""
        model = self.project.model_of(target.name) if self.project is not None else None
        return generic_key(target, column, model, self._content_type_table)

    @cached_property
    def _content_type_table(self) -> QualifiedName | None:
        """Of the target; known by its name where there is no project."""
        if self.project is not None:
            return self.project.content_types
        return content_type_table(self.target)

    @cached_property
    def _kinds(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Mappings whose rows content types tell of: number, and the content types."""
        return tuple(
            (number, self.kinds[mapping.source])
            for number, mapping in enumerate(self.plan.tables)
            if mapping.source is not None and mapping.source in self.kinds
        )

    @cached_property
    def kinds(self) -> Mapping[QualifiedName, tuple[int, ...]]:
        """The ids of the content types under which a source table's rows are named."""
        kinds = self.facts.content_types
        found = kinds_by_table(kinds, self.source, self.project)
        if self.project is not None:
            about = self.plan, kinds, self.content_types, self.renames, self.project
            for table, kind in kinds_of_other_names(*about):
                if kind.id not in found.get(table, ()):
                    found[table] = (*found.get(table, ()), kind.id)
        return found

    def content_type_column(self, number: int, column: str) -> str | None:
        """The source table's column that says what the object ids of a target column belong to."""
        mapping = self.plan.tables[number]
        target = self.target.tables.get(mapping.target)
        generic = self.generic(target, column) if target is not None else None
        if generic is None or mapping.source not in self.source.tables:
            return None
        beside = _content_type_column(mapping, generic)
        return beside if self._has(mapping, beside) else None

    def _by_content_type(
        self, mapping: TableMapping, generic: GenericForeignKey
    ) -> ByContentType | None:
        column = _content_type_column(mapping, generic)
        if not self._changed_kinds or not self._has(mapping, column):
            return None
        return ByContentType(column, self._changed_kinds)

    @cached_property
    def _changed_kinds(self) -> tuple[tuple[tuple[int, ...], Keys], ...]:
        """The source's content types whose rows get other keys, by how these travel."""
        by_keys: dict[Keys, set[int]] = {}
        for number, kinds in self._kinds:
            keys = self._keys_of(number)
            if keys is not None:
                by_keys.setdefault(keys, set()).update(kinds)
        return tuple((tuple(sorted(ids)), keys) for keys, ids in by_keys.items())

    def _has(self, mapping: TableMapping, column: str) -> bool:
        table = self.source.tables.get(mapping.source) if mapping.source is not None else None
        return table is None or table.column(column) is not None


def _content_type_column(mapping: TableMapping, generic: GenericForeignKey) -> str:
    """The source's column that feeds the one with the content type."""
    how = mapping.columns.get(generic.content_type_column)
    return getattr(how, "source", generic.content_type_column)


def _path(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(".")) if text else ()


def _is_json(target: Table, column: str) -> bool:
    column_found = target.column(column)
    return column_found is not None and column_found.type.is_one_of(("json", "jsonb"))
