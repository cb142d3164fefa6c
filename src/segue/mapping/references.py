"""Which keys a column of the target holds, and so how its values travel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.errors import PlanMistake
from segue.mapping.contenttypes import ContentType, Renames, content_types_by_table, renames
from segue.mapping.facts import Facts
from segue.mapping.keys import ByContentType, Keys, MadeUuid, Paired, Pairs, Shifted, Travel
from segue.plan.model import KeepKeys, MatchKeys, OffsetKeys, Plan, Referring, TableMapping
from segue.project.values import GenericForeignKey, Project


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
        return content_types_by_table(self.facts.content_types, self.source, self.project)

    @cached_property
    def renames(self) -> Renames:
        return renames(self.plan, self.content_types, self.project)

    def travel(
        self, number: int, target: Table, column: str, origin: str, referring: Referring | None
    ) -> Travel | None:
        """How the values of a target column travel that come from `origin` in the source."""
        mapping = self.plan.tables[number]
        if referring is not None:
            return self._named(mapping, column, referring.table)
        generic = self._generic(target, column)
        if generic is not None:
            return self._by_content_type(mapping, generic)
        referenced = self._referenced(target, column)
        if referenced is not None:
            keys = self._into(mapping, column, referenced, self._referenced_by(mapping, origin))
            return keys or self._merged(target.name, referenced)
        if (column,) == target.primary_key:
            return self._own_keys(number, mapping)
        return self._shown_by_source(mapping, column, self._referenced_by(mapping, origin))

    # Keys of a table

    def _own_keys(self, number: int, mapping: TableMapping) -> Keys | None:
        match mapping.key:
            case KeepKeys():
                return None
            case OffsetKeys(amount):
                return Shifted(amount)
            case MatchKeys(_, offset):
                return self.facts.matches.get(number, Paired(Pairs(), offset))
        if self._has_uuids(mapping):
            return None
        server = self.source.server
        database = f"{server.system_identifier or ''}/{server.database_oid}/{server.database}"
        return MadeUuid(f"{database}/{mapping.source or mapping.target}/")

    def _has_uuids(self, mapping: TableMapping) -> bool:
        table = self.source.tables.get(mapping.source) if mapping.source is not None else None
        key = table.column(table.primary_key[0]) if table and table.primary_key else None
        return key is not None and key.type.resolved.name.name == "uuid"

    def _keys_of(self, number: int, seen: frozenset[int] = frozenset()) -> Keys | None:
        """How the keys of a mapping's rows travel; a child's follow its parent's."""
        mapping = self.plan.tables[number]
        target = self.target.tables.get(mapping.target)
        if not isinstance(mapping.key, KeepKeys) or target is None or number in seen:
            return self._own_keys(number, mapping)
        parent = (
            self._referenced(target, target.primary_key[0])
            if len(target.primary_key) == 1
            else None
        )
        if parent is None:
            return None
        found = {self._keys_of(other, seen | {number}) for other in self.plan.numbers_into(parent)}
        return found.pop() if len(found) == 1 else None

    def _named(self, mapping: TableMapping, column: str, table: QualifiedName) -> Keys | None:
        """References to a table that the plan names: of the target, or one that feeds it."""
        read, filled = self.plan.numbers_from(table), self.plan.numbers_into(table)
        both = [number for number in filled if number in read]
        return self._one(mapping, column, both or filled or read, f"the rows of {table}")

    def _into(
        self,
        mapping: TableMapping,
        column: str,
        table: QualifiedName,
        source: QualifiedName | None,
    ) -> Keys | None:
        """How references to a table of the target travel; `source` is what they point at now."""
        numbers = self.plan.numbers_into(table)
        from_there = [n for n in numbers if self.plan.tables[n].source == source]
        return self._one(mapping, column, from_there or numbers, f"the rows of {table}")

    def _shown_by_source(
        self, mapping: TableMapping, column: str, source: QualifiedName | None
    ) -> Keys | None:
        """A reference that only the source declares."""
        if source is None:
            return None
        numbers = self.plan.numbers_from(source)
        return self._one(mapping, column, numbers, f"the rows of {source}")

    def _one(
        self, mapping: TableMapping, column: str, numbers: Sequence[int], rows: str
    ) -> Keys | None:
        ways = list(dict.fromkeys(self._keys_of(number) for number in numbers))
        if len(ways) <= 1:
            return ways[0] if ways else None
        raise PlanMistake(
            place=f"{self.plan.path}:{mapping.lines.get(column, mapping.line)}",
            mistake=f"{mapping.target}.{column} refers to {rows}, whose keys travel in more than"
            " one way",
            help="Say which table of the source is meant: "
            f'{column} = {{ refers_to = "schema.table", from = "..." }}.',
        )

    def _merged(self, table: QualifiedName, referenced: QualifiedName) -> Keys | None:
        """Where models become one, what told of them by content type tells of the one."""
        project = self.project
        if project is None or referenced != project.content_types or table == project.permissions:
            return None
        merged = sorted(self.renames.merged.items())
        if not merged:
            return None
        old, new = zip(*((str(one.id), str(heir.id)) for one, heir in merged), strict=True)
        return Paired(Pairs(old, new))

    # What refers to what

    def _referenced(self, target: Table, column: str) -> QualifiedName | None:
        """The table of the target whose primary key the column holds."""
        for key in target.foreign_keys:
            for own, other in key.pairs:
                if own == column:
                    return self._if_key(key.references, other)
        model = self.project.model_of(target.name) if self.project is not None else None
        for field in model.fields if model is not None else ():
            if field.column == column and field.relation is not None:
                return self._if_key(field.relation.table, field.relation.column)
        return None

    def _if_key(self, table: QualifiedName, column: str) -> QualifiedName | None:
        found = self.target.tables.get(table)
        return table if found is not None and found.primary_key == (column,) else None

    def _referenced_by(self, mapping: TableMapping, origin: str) -> QualifiedName | None:
        """The table of the source whose primary key its column `origin` holds."""
        table = self.source.tables.get(mapping.source) if mapping.source is not None else None
        for key in table.foreign_keys if table is not None else ():
            for own, other in key.pairs:
                found = self.source.tables.get(key.references)
                if own == origin and found is not None and found.primary_key == (other,):
                    return found.name
        return table.name if table is not None and table.primary_key == (origin,) else None

    # Generic foreign keys

    def _generic(self, target: Table, column: str) -> GenericForeignKey | None:
        """The generic foreign key whose object ids the column holds."""
        model = self.project.model_of(target.name) if self.project is not None else None
        if model is not None:
            pairs = model.generic_foreign_keys
            return next((pair for pair in pairs if pair.object_id_column == column), None)
        return None

    def _by_content_type(
        self, mapping: TableMapping, generic: GenericForeignKey
    ) -> ByContentType | None:
        if not self._changed_kinds:
            return None
        how = mapping.columns.get(generic.content_type_column)
        column = getattr(how, "source", generic.content_type_column)
        return ByContentType(column, self._changed_kinds)

    @cached_property
    def _changed_kinds(self) -> tuple[tuple[tuple[int, ...], Keys], ...]:
        """The source's content types whose rows get other keys, by how these travel."""
        by_keys: dict[Keys, set[int]] = {}
        for number, other in enumerate(self.plan.tables):
            kind = self.content_types.get(other.source) if other.source is not None else None
            keys = self._keys_of(number) if kind is not None else None
            if kind is not None and keys is not None:
                by_keys.setdefault(keys, set()).add(kind.id)
        return tuple((tuple(sorted(ids)), keys) for keys, ids in by_keys.items())
