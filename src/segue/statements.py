"""The only place where a mapping becomes SQL.

Every value leaves the source as the target column's own type: the cast is written here, so that
COPY, checksums and previews all see the same expression. Identifiers and literals are composed;
only what a person wrote into the plan (`sql`, `where`, `query`) is taken as SQL, within brackets.
"""

from __future__ import annotations

from psycopg import sql

from segue.database.catalog import DataType, TypeKind
from segue.plan.model import Expression
from segue.plan.transfer import Feed, Part, Transfer

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


def source_values(transfer: Transfer) -> tuple[sql.Composable, ...]:
    """One expression over the source row for each feed, of the target column's type."""
    return tuple(_value(feed) for feed in transfer.feeds)


def source_relation(transfer: Transfer, part: Part | None = None) -> sql.Composable:
    """`FROM ...` of the source with the mapping's condition, limited to the part if given one."""
    conditions: list[sql.Composable] = []
    if transfer.mapping.where:
        conditions.append(sql.SQL("(\n{}\n)").format(as_written(transfer.mapping.where)))
    if part is not None:
        conditions.extend(_range(part))
    where = sql.SQL(" WHERE ") + sql.SQL(" AND ").join(conditions) if conditions else sql.SQL("")
    return sql.SQL("FROM {}{}").format(_relation(transfer, part), where)


def target_relation(transfer: Transfer) -> sql.Composable:
    """`FROM ...` of the target table, without its inheritance children."""
    only = sql.SQL("ONLY ") if transfer.target.kind == "r" else sql.SQL("")
    return sql.SQL("FROM {}{}").format(only, transfer.target.name.identifier)


def target_columns(transfer: Transfer) -> tuple[sql.Identifier, ...]:
    """The columns that the transfer fills, in feed order."""
    return tuple(sql.Identifier(feed.column.name) for feed in transfer.feeds)


def copy_out(transfer: Transfer, part: Part | None = None) -> sql.Composed:
    """What the source runs to send the rows of a part."""
    return sql.SQL("COPY (SELECT {} {}) TO STDOUT (FORMAT {})").format(
        sql.SQL(", ").join(source_values(transfer)),
        source_relation(transfer, part),
        _format(transfer),
    )


def copy_in(transfer: Transfer) -> sql.Composed:
    """What the target runs to receive rows."""
    columns = target_columns(transfer)
    return sql.SQL("COPY {}{} FROM STDIN (FORMAT {})").format(
        transfer.target.name.identifier,
        sql.SQL(" ({})").format(sql.SQL(", ").join(columns)) if columns else sql.SQL(""),
        _format(transfer),
    )


def is_binary(transfer: Transfer) -> bool:
    """Whether rows travel in binary COPY: every type has the same binary form on both servers."""
    return all(
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


def as_written(text: str) -> sql.SQL:
    """SQL that a person wrote into the plan, taken as it is."""
    return sql.SQL(text)


def _format(transfer: Transfer) -> sql.SQL:
    return sql.SQL("binary") if is_binary(transfer) else sql.SQL("text")


def _is_spelled_out(feed: Feed) -> bool:
    """Whether `_cast` writes a value as text whose binary form is another one than the type's."""
    wanted = feed.column.type.resolved
    if wanted.builtin or wanted.kind is TypeKind.ENUM:
        return False
    return feed.source is None or feed.source.type.resolved.name != wanted.name


def _value(feed: Feed) -> sql.Composable:
    wanted = feed.column.type.resolved
    if feed.source is not None:
        value: sql.Composable = sql.Identifier(feed.source.name)
        if feed.source.type.resolved.name == wanted.name:
            return value
        return _cast(value, wanted)
    if feed.mapping is None:
        return _cast(sql.Identifier(feed.column.name), wanted)
    if isinstance(feed.mapping, Expression):
        return _cast(sql.SQL("(\n{}\n)").format(as_written(feed.mapping.sql)), wanted)
    value_text = feed.mapping.value
    literal = sql.Literal(None if value_text is None else str(value_text))
    return _cast(literal, wanted)


def _cast(value: sql.Composable, wanted: DataType) -> sql.Composable:
    """Cast to the type without its modifier: that would cut in silence, the target refuses."""
    if not wanted.builtin:
        # The source may not know the type; its text form is what the target reads.
        return sql.SQL("{}::pg_catalog.text").format(value)
    return sql.SQL("{}::{}").format(value, wanted.name.identifier)


def _relation(transfer: Transfer, part: Part | None) -> sql.Composable:
    if transfer.source is None:
        query = as_written((transfer.mapping.query or "").rstrip().rstrip(";"))
        return sql.SQL("(\n{}\n) AS query").format(query)
    name = part.relation if part is not None and part.relation else transfer.source.name
    # A plain table's inheritance children are tables of their own; a root has no rows itself.
    one_table = transfer.source.kind == "r" or name != transfer.source.name
    return sql.SQL("ONLY {}" if one_table else "{}").format(name.identifier)


def _range(part: Part) -> list[sql.Composable]:
    conditions: list[sql.Composable] = []
    if part.first_page is not None:
        conditions.append(sql.SQL("ctid >= {}::tid").format(_tid(part.first_page)))
    if part.end_page is not None:
        conditions.append(sql.SQL("ctid < {}::tid").format(_tid(part.end_page)))
    return conditions


def _tid(page: int) -> sql.Literal:
    return sql.Literal(f"({page},0)")
