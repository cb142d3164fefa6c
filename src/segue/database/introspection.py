"""Reads what a database holds, in a handful of queries whatever its size.

Everything is seen in one snapshot: the caller's transaction, or one of its own. The queries run
with an empty search path, so that the server qualifies every name it writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row, namedtuple_row

from segue.database.catalog import (
    Catalog,
    Column,
    ColumnRef,
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
from segue.database.datatypes import TypeBook
from segue.database.journal import SCHEMA as JOURNAL
from segue.database.journal import journal_tables
from segue.database.live_journal import OUTBOX
from segue.database.live_journal import SCHEMA as LIVE
from segue.database.names import QualifiedName, quoted
from segue.database.queries import query
from segue.database.session import Connection

KNOWN_BY = {"version", "run", "definition"}
"""Tables by which the journal is told from a schema of the project's own."""

Facts = dict[str, Any]
T = TypeVar("T")


def read_catalog(connection: Connection) -> Catalog:
    """All that Segue wants to know about the database, as the session's role may see it.

    Reads within the transaction that is open, or in a REPEATABLE READ, READ ONLY one of its own.
    System and temporary schemas and the journal's tables are left out. Locks of the reading are
    released and the search path is as before when it returns. Sizes are those of now, not of the
    snapshot.
    """
    own_transaction = connection.info.transaction_status is TransactionStatus.IDLE
    # Rolling back is what takes the settings back, also where this is a savepoint.
    with connection.transaction(force_rollback=True):
        if own_transaction:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("SET LOCAL search_path = ''")
        # The planner takes these queries for costly; compiling them took longer than running them.
        connection.execute("SET LOCAL jit = off")
        server = read_server(connection)
        (inventory,) = _facts(connection, "inventory")
        tables = {table.name: table for table in _read_tables(connection)}
        sequences = {s.name: s for s in _read_sequences(connection) if _is_known(s, tables)}
        used = {name.schema for name in (*tables, *sequences)}
        return Catalog(
            server=server,
            tables=tables,
            sequences=sequences,
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
    (facts,) = _facts(connection, "server")
    return ServerFacts(**facts, system_identifier=_system_identifier(connection))


def _system_identifier(connection: Connection) -> str | None:
    try:
        with connection.transaction():
            row = connection.execute(query("system_identifier")).fetchone()
    except (psycopg.ProgrammingError, psycopg.NotSupportedError):
        return None
    return row[0] if row else None


def _read_tables(connection: Connection) -> Iterator[Table]:
    relations = {facts.pop("oid"): facts for facts in _facts(connection, "tables")}
    names = {facts["name"] for facts in relations.values() if facts["schema"] == JOURNAL}
    if names >= KNOWN_BY:
        relations = {oid: f for oid, f in relations.items() if not _is_journal(f)}
    relations = {oid: f for oid, f in relations.items() if (f["schema"], f["name"]) != OUTBOX}
    oids = list(relations)
    columns = _read_columns(connection, oids)
    reader = _RuleReader(relations, columns)
    indexes = _by_table(map(reader.index, _facts(connection, "indexes", oids)))
    constraints = _by_table(
        reader.constraint(facts, indexes.get(facts["table_oid"], ()))
        for facts in _facts(connection, "constraints", oids)
    )
    triggers = _by_table(_built(Trigger, _facts(connection, "triggers", oids)))
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


def _read_columns(connection: Connection, oids: list[int]) -> dict[int, tuple[Column, ...]]:
    cursor = connection.cursor(row_factory=namedtuple_row)
    types = TypeBook(cursor.execute(query("types"), {"tables": oids}))
    return _by_table(
        (row["table_oid"], _column(row, types)) for row in _facts(connection, "columns", oids)
    )


def _column(row: Facts, types: TypeBook) -> Column:
    return Column(
        name=row["name"],
        number=row["number"],
        type=types.type(row["type_oid"], row["modifier"], row["type_text"]),
        not_null=row["not_null"],
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

    def constraint(self, facts: Facts, indexes: Iterable[Index]) -> tuple[int, Constraint]:
        """The constraint, given its table's indexes, with its table's id."""
        table = facts["table_oid"]
        basis = {name: facts[name] for name in _OF_ALL}
        basis["columns"] = self._names(table, facts["columns"])
        index = next((one for one in indexes if one.name == facts["index"]), None)
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


def _read_sequences(connection: Connection) -> Iterator[Sequence]:
    for facts in _facts(connection, "sequences"):
        name = QualifiedName(facts.pop("schema"), facts.pop("name"))
        owner = facts.pop("owner")
        used_by = tuple(_column_ref(*names) for names in facts.pop("used_by"))
        yield Sequence(name, owner=_column_ref(*owner) if owner else None, used_by=used_by, **facts)


def _column_ref(schema: str, table: str, column: str) -> ColumnRef:
    return ColumnRef(QualifiedName(schema, table), column)


def _optional_name(schema: str | None, name: str | None) -> QualifiedName | None:
    return QualifiedName(schema, name) if schema is not None and name is not None else None


def _facts(connection: Connection, name: str, tables: list[int] | None = None) -> Iterator[Facts]:
    """The rows of a named query by column name, arrays as tuples."""
    cursor = connection.cursor(row_factory=dict_row)
    cursor.execute(query(name), None if tables is None else {"tables": tables})
    for row in cursor:
        yield {key: _frozen(value) for key, value in row.items()}


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
