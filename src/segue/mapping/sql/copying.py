"""COPY on both sides, in the form that both understand."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from segue.database.catalog import DataType, TypeKind
from segue.mapping.sql.relations import source_relation, target_columns
from segue.mapping.sql.values import is_direct, source_values
from segue.mapping.transfer import Feed, Part, Transfer

# Built-in types whose binary form is missing, or holds object ids that differ between servers, or
# is refused by the very server that wrote it, where the value is empty (tsquery and the vectors).
NOT_BINARY = frozenset(
    "aclitem gtsvector int2vector oidvector pg_node_tree pg_ndistinct pg_dependencies pg_mcv_list"
    " pg_brin_bloom_summary pg_brin_minmax_multi_summary regclass regcollation regconfig"
    " regdatabase regdictionary regnamespace regoper regoperator regproc regprocedure regrole"
    " regtype tsquery".split()
)
# Extension types whose binary form is documented by their source to be the same since version 13.
BINARY_EXTENSIONS = frozenset({"citext", "hstore"})


def copy_out(transfer: Transfer, part: Part | None = None) -> sql.Composed:
    """What the source runs to send the rows of a part."""
    return sql.SQL("COPY (SELECT {} {}) TO STDOUT (FORMAT {})").format(
        sql.SQL(", ").join(source_values(transfer)),
        source_relation(transfer, part),
        _format(transfer),
    )


def copy_out_rows(
    transfer: Transfer,
    part: Part,
    about: Sequence[sql.Composable],
    columns: Sequence[str],
    also: sql.Composable | None = None,
) -> sql.Composed:
    """What the source runs to send rows that Python completes.

    Each has what is `about` it, the values that SQL makes, and the source's own `columns`.
    `also` is one more condition.
    """
    in_sql = transfer.in_sql
    values = [*about, *source_values(in_sql), *map(sql.Identifier, columns)]
    return sql.SQL("COPY (SELECT {} {}) TO STDOUT (FORMAT text)").format(
        sql.SQL(", ").join(values), source_relation(in_sql, part, also)
    )


def copy_in(transfer: Transfer, *, frozen: bool = False) -> sql.Composed:
    """What the target runs to receive rows.

    `frozen` spares it another look at each of them; its transaction must have emptied the table.
    """
    columns = target_columns(transfer)
    return sql.SQL("COPY {}{} FROM STDIN (FORMAT {}{})").format(
        transfer.target.name.identifier,
        sql.SQL(" ({})").format(sql.SQL(", ").join(columns)) if columns else sql.SQL(""),
        _format(transfer),
        sql.SQL(", FREEZE" if frozen else ""),
    )


def is_binary(transfer: Transfer) -> bool:
    """Whether rows travel in binary COPY: every type has the same binary form on both servers.

    What Python computes is text.
    """
    return not transfer.computed and all(
        has_portable_binary(feed.column.type) and not _is_spelled_out(feed)
        for feed in transfer.feeds
    )


def has_portable_binary(data_type: DataType) -> bool:
    """Whether a value's binary form means the same on any supported server."""
    resolved = data_type.resolved
    if resolved.kind is TypeKind.ENUM:
        return True  # an enum travels as its label
    if resolved.kind is TypeKind.ARRAY:
        # An array carries its element's oid, which is the same everywhere for built-in types only.
        inner = resolved.inner
        return inner is not None and inner.builtin and has_portable_binary(inner)
    if resolved.extension is not None:
        return resolved.extension in BINARY_EXTENSIONS and resolved.kind is TypeKind.BASE
    if resolved.kind in (TypeKind.RANGE, TypeKind.MULTIRANGE):
        return resolved.inner is not None and has_portable_binary(resolved.inner)
    return (
        resolved.kind is TypeKind.BASE and resolved.builtin and resolved.name.name not in NOT_BINARY
    )


def _format(transfer: Transfer) -> sql.SQL:
    return sql.SQL("binary") if is_binary(transfer) else sql.SQL("text")


def _is_spelled_out(feed: Feed) -> bool:
    """Whether the cast writes a value as text whose binary form is another one than the type's."""
    target_type = feed.column.type.resolved
    if target_type.builtin or target_type.kind is TypeKind.ENUM:
        return False
    if not is_direct(feed) or feed.source is None:
        return True
    return feed.source.type.resolved.name != target_type.name
