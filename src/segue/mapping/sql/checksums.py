"""The SQL whose answer proves that rows arrived: a count and a checksum that no order changes.

Each value becomes bytes that are the same on every server, the bytes of a row one hash, and the
hashes of all rows are added up. The servers' own hashes of types are of no use here: that of
numeric (and so of jsonb) has no sign, that of bigint folds 64 bits into 32, that of float8 takes
-0 for 0, that of interval takes a month for 30 days, and that of an enum is one of a local oid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from segue.database.catalog import Column, DataType
from segue.mapping.sql import (
    as_written,
    source_relation,
    source_values,
    target_relation,
    text_of,
)
from segue.mapping.transfer import Part, Transfer


@dataclass(frozen=True, slots=True)
class HashedForm:
    """How a value becomes the bytes that are hashed."""

    template: LiteralString
    """A bytea expression; {0} stands for the value, {1} for its whole type."""
    reason: str


TEXT = HashedForm(
    "pg_catalog.textsend(({0})::pg_catalog.text)",
    "the text form, which the settings of a session make the same on all servers",
)
SCALED = HashedForm(
    "pg_catalog.numeric_send(pg_catalog.trim_scale({0}))",
    "the column's own scale decides how many zeros end a value",
)
ELEMENTS = HashedForm(
    "pg_catalog.textsend(({0})::{1}::pg_catalog.text)",
    "text, but with the scale or width that the target's column gives to elements",
)


def _binary(send: LiteralString, reason: str = "its binary form, as COPY sends it") -> HashedForm:
    return HashedForm("pg_catalog." + send + "({0})", reason)


def _float(name: LiteralString) -> HashedForm:
    one_nan = "CASE WHEN {0} = 'NaN' THEN 'NaN'::pg_catalog." + name + " ELSE {0} END"
    reason = "binary tells -0 from 0; every kind of NaN is one, since a text COPY makes them one"
    return HashedForm("pg_catalog." + name + "send(" + one_nan + ")", reason)


_WHOLE_NAME: LiteralString = """(
    SELECT pg_catalog.textsend(
        CASE WHEN EXISTS (SELECT FROM pg_catalog.CATALOG AS o WHERE o.oid = given.id)
        THEN (
            pg_catalog.pg_identify_object('pg_catalog.CATALOG'::pg_catalog.regclass, given.id, 0)
        ).identity
        ELSE given.id::pg_catalog.text END
    )
    FROM (SELECT ({0})::pg_catalog.oid) AS given (id)
)"""


def _object(catalog: LiteralString) -> HashedForm:
    return HashedForm(
        _WHOLE_NAME.replace("CATALOG", catalog),
        "oids differ between servers and text with the search path: the object's whole name",
    )


# Built-in types that do not go by their text. Everything else does: arrays (a slice keeps a NULL
# flag that its copy lacks), geometry (many kinds of NaN), tsvector and tsquery (a text COPY may
# rebuild them), enums, composites, and the types of extensions, whose oids differ.
FORMS = {
    "bit": _binary("bit_send"),
    "bool": _binary("boolsend"),
    "bpchar": _binary("bpcharsend", "without a width its trailing blanks count"),
    "bytea": HashedForm("{0}", "bytes already"),
    "char": _binary("charsend", "its text form for bytes over 127 changed in version 16"),
    "cidr": _binary("cidr_send"),
    "date": _binary("date_send"),
    "float4": _float("float4"),
    "float8": _float("float8"),
    "inet": _binary("inet_send"),
    "int2": _binary("int2send"),
    "int4": _binary("int4send"),
    "int8": _binary("int8send"),
    "interval": _binary("interval_send", "months, days and time apart"),
    "json": _binary("json_send"),
    "jsonb": _binary("jsonb_send"),
    "macaddr": _binary("macaddr_send"),
    "macaddr8": _binary("macaddr8_send"),
    "money": _binary("cash_send", "its text form depends on the locale"),
    "name": _binary("namesend"),
    "numeric": _binary("numeric_send", "without a scale its trailing zeros count"),
    "oid": _binary("oidsend"),
    "pg_lsn": _binary("pg_lsn_send"),
    "regclass": _object("pg_class"),
    "regcollation": _object("pg_collation"),
    "regconfig": _object("pg_ts_config"),
    "regdictionary": _object("pg_ts_dict"),
    "regnamespace": _object("pg_namespace"),
    "regoper": _object("pg_operator"),
    "regoperator": _object("pg_operator"),
    "regproc": _object("pg_proc"),
    "regprocedure": _object("pg_proc"),
    "regrole": _object("pg_authid"),
    "regtype": _object("pg_type"),
    "text": _binary("textsend"),
    "time": _binary("time_send"),
    "timestamp": _binary("timestamp_send"),
    "timestamptz": _binary("timestamptz_send"),
    "timetz": _binary("timetz_send"),
    "uuid": _binary("uuid_send"),
    "varbit": _binary("varbit_send"),
    "varchar": _binary("varcharsend"),
    "xid8": _binary("xid8send"),
    "xml": _binary("xml_send", "COPY writes the XML declaration anew; so does this form"),
    "_char": HashedForm(
        "pg_catalog.textsend(({0})::pg_catalog.int4[]::pg_catalog.text)",
        "its text form for bytes over 127 changed in version 16",
    ),
}


def form_of(data_type: DataType) -> HashedForm:
    """How values of a target column of that type are hashed, on both servers."""
    resolved = data_type.resolved
    if not resolved.builtin:
        return TEXT
    name = resolved.name.name
    if resolved.modifier != -1:
        if name == "numeric":
            return SCALED
        if name == "bpchar":
            return TEXT  # blanks fill the width, which may differ between the sides
        if name in ("_numeric", "_bpchar"):
            return ELEMENTS
    return FORMS.get(name, TEXT)


def shared_columns(transfers: Sequence[Transfer]) -> tuple[Column, ...]:
    """The columns of one target table that every one of its transfers fills.

    Only those whose values the source tells the same each time it is asked.
    """
    names = [{feed.column.name for feed in transfer.feeds if feed.steady} for transfer in transfers]
    common = set.intersection(*names) if names else set()
    return tuple(f.column for f in transfers[0].feeds if f.column.name in common)


# How many rows each transaction left in each relation. One whose rows are seen has ended and writes
# no more: what comes or is changed later bears another's number, and what is changed or deleted is
# missing from its own. Freezing keeps the numbers. A snapshot would not do, as it does not list the
# numbers of savepoints.
_VERSIONS = sql.SQL(
    "coalesce(pg_catalog.sum(pg_catalog.hashtextextended("
    "pg_catalog.concat_ws(':', relation, writer, rows) COLLATE pg_catalog.\"C\", 0)), 0)"
    "::pg_catalog.text"
)


@dataclass(frozen=True, slots=True)
class ComparedRows:
    """Rows of one side: what to compare of each, and where they are."""

    values: tuple[tuple[Column, sql.Composable], ...]
    """The target's columns with an expression for each, of the column's type."""
    origin: sql.Composable
    """`FROM ...`, with its condition."""

    def hashed(self, names: Collection[str] | None = None) -> sql.Composable:
        """The hash of a row, or of some of its columns, as a bigint expression."""
        return _row_hash([_bytes(v, c) for c, v in self.values if names is None or c.name in names])

    @property
    def checksum(self) -> sql.Composed:
        """The query for the count and the checksum, a number of any size as text."""
        return sql.SQL(
            "SELECT pg_catalog.count(*), coalesce(pg_catalog.sum({}), 0)::pg_catalog.text {}"
        ).format(self.hashed(), self.origin)

    @property
    def versioned_checksum(self) -> sql.Composed:
        """The same of a table's own rows, with the versions that were seen at that moment."""
        return sql.SQL(
            "SELECT coalesce(pg_catalog.sum(rows), 0)::pg_catalog.int8,"
            " coalesce(pg_catalog.sum(summed), 0)::pg_catalog.text, {}"
            " FROM (SELECT tableoid, xmin, pg_catalog.count(*), pg_catalog.sum({}) {}"
            " GROUP BY tableoid, xmin) AS seen (relation, writer, rows, summed)"
        ).format(_VERSIONS, self.hashed(), self.origin)

    @property
    def checksums_by_writer(self) -> sql.Composed:
        """The query for count and checksum of what each transaction left in a table."""
        return sql.SQL(
            "SELECT xmin::pg_catalog.text, pg_catalog.count(*),"
            " coalesce(pg_catalog.sum({}), 0)::pg_catalog.text {} GROUP BY xmin"
        ).format(self.hashed(), self.origin)

    @property
    def versions(self) -> sql.Composed:
        """The query for the versions of a table's own rows alone: no value is looked at."""
        return sql.SQL(
            "SELECT {} FROM (SELECT tableoid, xmin, pg_catalog.count(*) {}"
            " GROUP BY tableoid, xmin) AS seen (relation, writer, rows)"
        ).format(_VERSIONS, self.origin)

    @property
    def texts(self) -> tuple[sql.Composable, ...]:
        """Each value as a person reads it."""
        return tuple(sql.SQL("({})::pg_catalog.text").format(value) for _, value in self.values)

    @property
    def hashes(self) -> tuple[sql.Composable, ...]:
        """The hash of each value alone."""
        return tuple(_row_hash([_bytes(value, column)]) for column, value in self.values)


def together(numbered: Iterable[tuple[int, sql.Composable]]) -> sql.Composed:
    """One query for many, each of one row, behind the number given with it."""
    return sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}::pg_catalog.int4, one.* FROM ({}) AS one").format(number, one)
        for number, one in numbered
    )


def source_rows(
    transfer: Transfer, columns: Collection[Column], part: Part | None = None
) -> ComparedRows:
    """What the transfer reads, or a part of it, in the target's form."""
    names, in_sql = {column.name for column in columns}, transfer.in_sql
    values = zip(in_sql.feeds, source_values(in_sql), strict=True)
    pairs = tuple((feed.column, value) for feed, value in values if feed.column.name in names)
    return ComparedRows(pairs, source_relation(in_sql, part))


def with_computed(
    transfer: Transfer, rows: ComparedRows, computed: Sequence[Column]
) -> ComparedRows:
    """The source's rows with what the target computes from them, computed by the source."""
    if not computed:
        return rows
    given = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(value, sql.Identifier(column.name))
        for column, value in rows.values
    )
    values = [(column, sql.Identifier(column.name)) for column, _ in rows.values]
    columns = [
        (
            column,
            sql.SQL("({})::{}").format(
                as_written(column.generation or "NULL"), column.type.resolved.name.identifier
            ),
        )
        for column in computed
    ]
    origin = sql.SQL("FROM (SELECT {} {}) AS {}").format(
        given, rows.origin, sql.Identifier(transfer.target.name.name)
    )
    return ComparedRows((*values, *columns), origin)


def target_rows(
    transfer: Transfer, columns: Collection[Column], without: Sequence[str] = ()
) -> ComparedRows:
    """What the target table holds, but for rows with the keys `without`."""
    values = tuple((column, sql.Identifier(column.name)) for column in columns)
    origin = target_relation(transfer)
    if without:
        keys = transfer.target.primary_key or tuple(
            column.name for column in transfer.target.columns if not column.generated
        )
        origin = sql.SQL("{} WHERE {} <> ALL ({}::pg_catalog.text[])").format(
            origin, text_of([sql.Identifier(key) for key in keys]), sql.Literal(list(without))
        )
    return ComparedRows(values, origin)


def row_bytes(values: Sequence[tuple[Column, sql.Composable]]) -> sql.Composable:
    """An array with the bytes of each value, by which two rows of the target's form are told."""
    return _array([_bytes(value, column) for column, value in values])


def _bytes(value: sql.Composable, column: Column) -> sql.Composable:
    resolved = column.type.resolved
    return sql.SQL(form_of(resolved).template).format(value, as_written(resolved.text))


def _row_hash(values: Sequence[sql.Composable]) -> sql.Composable:
    """Of bytea expressions: 64 bits that depend on each value, its place, and what is NULL.

    An array of bytes is what all versions from 13 on hash alike, at 2/5 of the cost of a row's
    text. Its hash adds up the values' hashes with fixed factors, so a sum over rows would be one
    over columns: values that changed places between rows would not show. Hashing the hash once
    more ties a row's values together.
    """
    return sql.SQL(
        "pg_catalog.hashtextextended(pg_catalog.hash_array_extended({}, 0)::pg_catalog.text"
        ' COLLATE pg_catalog."C", 0)'
    ).format(_array(values))


def _array(values: Sequence[sql.Composable]) -> sql.Composable:
    return sql.SQL("ARRAY[{}]::pg_catalog.bytea[]").format(sql.SQL(", ").join(values))
