"""Reads what a database holds, in a handful of queries whatever its size.

Everything is seen in one snapshot: the caller's transaction, or one of its own. The queries run
with an empty search path, so that the server qualifies every name it writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

from psycopg.rows import dict_row

from segue.database.catalog import (
    Catalog,
    Column,
    ColumnRef,
    DataType,
    Sequence,
    ServerFacts,
    Table,
    Trigger,
)
from segue.database.constraints import (
    Action,
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    NotNull,
    UniqueKey,
)
from segue.database.datatypes import TypeRegistry
from segue.database.journal import SCHEMA as JOURNAL
from segue.database.journal import journal_tables
from segue.database.live_journal import OUTBOX
from segue.database.live_journal import SCHEMA as LIVE
from segue.database.names import QualifiedName, quoted
from segue.database.queries import query
from segue.database.session import Connection, system_identifier
from segue.database.turns import PipelinedTransaction, reading

KNOWN_BY = {"version", "run", "definition"}
"""Tables by which the journal is told from a schema of the project's own."""

Facts = dict[str, Any]
T = TypeVar("T")


RULES = ("indexes", "constraints", "triggers")
"""What tables demand of their rows, with definitions that only a lock on the table tells."""


def read_catalog(connection: Connection, *, unlocked: bool = False) -> Catalog:
    """All that Segue wants to know about the database, as the session's role may see it.

    Reads within the transaction that is open, or in a REPEATABLE READ, READ ONLY one of its own.
    System and temporary schemas and the journal's tables are left out. Locks of the reading are
    released and the search path is as before when it returns. Sizes are those of now, not of the
    snapshot. `unlocked` waits for nobody who holds a table, and keeps nobody waiting: it leaves out
    sizes, generation expressions, bounds of partitions, and all that tables demand of their rows.
    """
    identifier = system_identifier(connection)
    # The planner takes these queries for costly; compiling them took longer than running them.
    settings = [b"SET LOCAL search_path = ''", b"SET LOCAL jit = off"]
    if unlocked:
        settings.append(b"SET LOCAL segue.locks = 'none'")
    with reading(connection, *settings) as turns:
        names = "server", "inventory", "tables", "sequences"
        (server,), (inventory,), relations, sequences = _facts(turns, names)
        rules = () if unlocked else RULES
        tables = {table.name: table for table in _read_tables(turns, relations, rules)}
    numbers = {s.name: s for s in _sequences(sequences) if _is_known(s, tables)}
    used = {name.schema for name in (*tables, *numbers)}
    return Catalog(
        server=ServerFacts(**server, system_identifier=identifier),
        tables=tables,
        sequences=numbers,
        **inventory | {"schemas": _schemas(inventory["schemas"], used)},
    )


def _schemas(schemas: Iterable[str], used: Collection[str]) -> tuple[str, ...]:
    """All but Segue's own, where nothing else is in them."""
    return tuple(each for each in schemas if each not in (JOURNAL, LIVE) or each in used)


def _is_known(sequence: Sequence, tables: Mapping[QualifiedName, Table]) -> bool:
    """Whether it is no sequence of one of Segue's own tables."""
    owner, schema = sequence.owner, sequence.name.schema
    return schema not in (JOURNAL, LIVE) or owner is None or owner.table in tables


def read_server(connection: Connection) -> ServerFacts:
    """The server and the database as the session sees them."""
    cursor = connection.cursor(row_factory=dict_row).execute(query("server"))
    (facts,) = map(_frozen_facts, cursor)
    return ServerFacts(**facts, system_identifier=system_identifier(connection))


def read_types(connection: Connection, asked: list[tuple[int, int]]) -> list[DataType]:
    """The types with these object ids and modifiers, in the order asked for."""
    if not asked:
        return []
    oids, modifiers = (list(each) for each in zip(*asked, strict=True))
    cursor = connection.cursor(row_factory=dict_row)
    facts = cursor.execute(query("types"), {"tables": [], "types": oids}).fetchall()
    types = TypeRegistry(SimpleNamespace(**each) for each in facts)
    written = connection.execute(query("type_texts"), {"oids": oids, "modifiers": modifiers})
    texts = [text for (text,) in written.fetchall()]
    return [types.type(*each, text) for each, text in zip(asked, texts, strict=True)]


def _read_tables(
    turns: PipelinedTransaction, facts_of_tables: Iterable[Facts], rules: tuple[str, ...]
) -> Iterator[Table]:
    relations = {facts.pop("oid"): facts for facts in facts_of_tables}
    names = {facts["name"] for facts in relations.values() if facts["schema"] == JOURNAL}
    if names >= KNOWN_BY:
        relations = {oid: f for oid, f in relations.items() if not _is_journal(f)}
    relations = {oid: f for oid, f in relations.items() if (f["schema"], f["name"]) != OUTBOX}
    about = {"tables": list(relations), "types": []}
    types, column_facts, *rule_facts = _facts(turns, ("types", "columns", *rules), about, last=True)
    index_facts, constraint_facts, trigger_facts = rule_facts or ([], [], [])
    columns = _read_columns(types, column_facts)
    reader = _RuleReader(relations, columns)
    indexes = _by_table(map(reader.index, index_facts))
    by_name = {
        (table, index.name): index for table, several in indexes.items() for index in several
    }
    constraints = _by_table(
        reader.constraint(facts, by_name.get((facts["table_oid"], facts["index"])))
        for facts in constraint_facts
    )
    triggers = _by_table(_built(Trigger, trigger_facts))
    partitions = _Tree(relations)
    for oid, facts in partitions.described():
        yield Table(
            name=QualifiedName(facts.pop("schema"), facts.pop("name")),
            columns=columns.get(oid, ()),
            constraints=constraints.get(oid, ()),
            indexes=indexes.get(oid, ()),
            triggers=triggers.get(oid, ()),
            **facts,
        )


def _is_journal(facts: Facts) -> bool:
    return facts["schema"] == JOURNAL and facts["name"] in journal_tables()


class _Tree:
    """Partitioned tables with their partitions at any depth, by object id."""

    def __init__(self, relations: Mapping[int, Facts]) -> None:
        self.relations = relations
        self.partitions: defaultdict[int, list[int]] = defaultdict(list)
        for oid, facts in relations.items():
            if facts["is_partition"]:
                self.partitions[facts["parent"]].append(oid)

    def described(self) -> Iterator[tuple[int, Facts]]:
        """The relations with names in place of ids, and sums over leaves where there are any."""
        for oid, facts in self.relations.items():
            parent = facts["parent"]
            described = facts | {"parent": self._name(parent) if parent else None}
            described.pop("bound")
            if facts["kind"] == "p":
                leaves = [*self._leaves(oid)]
                described["leaves"] = tuple(self._name(leaf) for leaf in leaves)
                described["bounds"] = tuple(self.relations[leaf]["bound"] for leaf in leaves)
                for sum_of in ("rows_estimate", "bytes"):
                    described[sum_of] = sum(self.relations[leaf][sum_of] for leaf in leaves)
            yield oid, described

    def _leaves(self, oid: int) -> Iterator[int]:
        for partition in self.partitions[oid]:
            if self.relations[partition]["kind"] == "p":
                yield from self._leaves(partition)
            else:
                yield partition

    def _name(self, oid: int) -> QualifiedName | None:
        facts = self.relations.get(oid)
        return QualifiedName(facts["schema"], facts["name"]) if facts else None


def _read_columns(
    type_facts: Iterable[Facts], column_facts: Iterable[Facts]
) -> dict[int, tuple[Column, ...]]:
    types = TypeRegistry(SimpleNamespace(**facts) for facts in type_facts)
    return _by_table((row["table_oid"], _column(row, types)) for row in column_facts)


def _column(row: Facts, types: TypeRegistry) -> Column:
    return Column(
        name=row["name"],
        number=row["number"],
        type=types.type(row["type_oid"], row["modifier"], row["type_text"]),
        not_null=row["not_null"],
        nulls_stand=row["nulls_stand"],
        default=row["default"],
        identity=row["identity"],
        generated=row["generated"],
        generation=row["generation"],
        collation=_optional_name(row["collation_schema"], row["collation_name"]),
        collation_deterministic=row["collation_deterministic"],
        comment=row["comment"],
    )


class _RuleReader:
    """Makes constraints and indexes of what the queries tell, with names in place of numbers."""

    def __init__(
        self, relations: Mapping[int, Facts], columns: Mapping[int, tuple[Column, ...]]
    ) -> None:
        self._tables = {
            oid: QualifiedName(facts["schema"], facts["name"]) for oid, facts in relations.items()
        }
        self._columns = {
            oid: {column.number: column.name for column in table} for oid, table in columns.items()
        }

    def index(self, facts: Facts) -> tuple[int, Index]:
        """The index, with its table's id."""
        table = facts.pop("table_oid")
        places, count = facts.pop("columns"), facts.pop("key_columns")
        names = tuple(self._columns[table].get(number) for number in places)
        told: Facts = {
            "columns": names[:count],
            "includes": names[count:],
            "parts": facts["parts"] or tuple(quoted(name or "") for name in names[:count]),
            "collations": tuple(map(_name_or_none, facts["collations"] or (None,) * count)),
            "operators": tuple(QualifiedName(*names) for names in facts["operators"] or ()),
        }
        return table, Index(**facts | told)

    def constraint(self, facts: Facts, index: Index | None) -> tuple[int, Constraint]:
        """The constraint, given its index if it has one, with its table's id."""
        table = facts["table_oid"]
        basis = {name: facts[name] for name in _OF_ALL}
        basis["columns"] = self._names(table, facts["columns"])
        match facts["kind"]:
            case "f":
                return table, self._foreign_key(facts, basis)
            case "c":
                return table, Check(**basis, **{name: facts[name] for name in _OF_A_CHECK})
            case "n":
                return table, NotNull(**basis, no_inherit=facts["no_inherit"])
            case "x":
                return table, _exclusion(index, basis)
            case kind:
                return table, _unique_key(kind, facts, index, basis)

    def _foreign_key(self, facts: Facts, basis: Facts) -> ForeignKey:
        other = facts["referenced_oid"]
        return ForeignKey(
            **basis,
            references=self._tables[other],
            referenced_columns=self._names(other, facts["referenced_columns"]),
            match_full=facts["match_full"],
            period=facts["period"],
            on_delete=Action(facts["on_delete"]),
            on_update=Action(facts["on_update"]),
        )

    def _names(self, table: int, numbers: Iterable[int] | None) -> tuple[str, ...]:
        return tuple(self._columns[table][number] for number in numbers or () if number)


_OF_ALL = (
    "name", "definition", "validated", "enforced", "deferrable", "deferred", "inherited",
    "needed_by_others", "comment",
)  # fmt: skip
"""What the query tells of constraints of every kind."""

_OF_A_CHECK = ("expression", "immutable", "reads_tables", "no_inherit")


def _unique_key(kind: str, facts: Facts, index: Index | None, basis: Facts) -> UniqueKey:
    return UniqueKey(
        **basis,
        primary=kind == "p",
        nulls_equal=index is not None and index.nulls_equal,
        without_overlaps=facts["period"],
        index=facts["index"],
    )


def _exclusion(index: Index | None, basis: Facts) -> Exclusion:
    if index is None:
        return Exclusion(**basis)
    return Exclusion(
        **basis,
        parts=index.parts,
        operators=index.operators,
        predicate=index.predicate,
        index=index.name,
    )


def _name_or_none(names: tuple[str, str] | None) -> QualifiedName | None:
    return QualifiedName(*names) if names is not None else None


def _sequences(rows: Iterable[Facts]) -> Iterator[Sequence]:
    for facts in rows:
        name = QualifiedName(facts.pop("schema"), facts.pop("name"))
        owner = facts.pop("owner")
        used_by = tuple(_column_ref(*names) for names in facts.pop("used_by"))
        yield Sequence(name, owner=_column_ref(*owner) if owner else None, used_by=used_by, **facts)


def _column_ref(schema: str, table: str, column: str) -> ColumnRef:
    return ColumnRef(QualifiedName(schema, table), column)


def _optional_name(schema: str | None, name: str | None) -> QualifiedName | None:
    return QualifiedName(schema, name) if schema is not None and name is not None else None


def _facts(
    turns: PipelinedTransaction,
    names: Iterable[str],
    facts: Facts | None = None,
    *,
    last: bool = False,
) -> Iterator[list[Facts]]:
    """For each of the named queries its rows by column name, arrays as tuples."""
    for rows in turns.rows([query(name) for name in names], facts, dict_row, last=last):
        yield [_frozen_facts(row) for row in rows]


def _frozen_facts(row: Facts) -> Facts:
    return {key: _frozen(value) for key, value in row.items()}


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _built(kind: Callable[..., T], rows: Iterable[Facts]) -> Iterator[tuple[int, T]]:
    """Values whose fields are the query's columns, each with its table's id."""
    for facts in rows:
        yield facts.pop("table_oid"), kind(**facts)


def _by_table(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    grouped: defaultdict[int, list[T]] = defaultdict(list)
    for table, value in pairs:
        grouped[table].append(value)
    return {table: tuple(values) for table, values in grouped.items()}
