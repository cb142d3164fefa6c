"""Which column of a file fills which column of the table: pure functions.

A name that is a column's own, a field's or its verbose name is sure. What only looks alike becomes
a question, and what has no place at all a mistake: nothing of a file is left out unsaid.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from segue.database.catalog import Catalog, Column, Table
from segue.database.names import QualifiedName
from segue.errors import ColumnsUnclear, UsageError
from segue.files.importing.detection import FileHead
from segue.files.importing.grammar import Cell
from segue.files.importing.naming import ColumnNames

OWN_PREFIX = "segue_"
"""Columns of a reject file that tell of the row, and are no part of it."""

OF_REJECT = "it tells of the reject"
COMPUTED = "the database computes it"


@dataclass(frozen=True, slots=True)
class FileLookup:
    """A value that stands for the row of another table that has it."""

    table: QualifiedName
    key: Column
    """The column that the foreign key refers to."""
    by: Column
    """The column that holds the file's value."""


@dataclass(frozen=True, slots=True)
class FileFeed:
    """A column of the file and the table's column that it fills."""

    column: Column
    position: int
    """Counted from 0."""
    name: str
    """As the file has it."""
    how: str
    """What made it sure; empty for the very same name."""
    lookup: FileLookup | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A column of the file with lists of names, and the pairs of a many-to-many field."""

    feed: FileFeed
    """Into the pairs' column for the other table, by a lookup."""
    through: Table
    """The table of the pairs."""
    own: str
    """Its column for the table that the file fills."""
    key: str
    """What that column holds: a column of the table that the file fills."""
    separator: str = ","
    """What stands between the names."""
    symmetrical: bool = False
    """Whether each pair stands there in both directions."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column of the file that fills nothing."""

    position: int
    name: str
    reason: str
    must_be_empty: bool = False
    """Whether a value in it would be one that is lost."""


@dataclass(frozen=True, slots=True)
class NotedColumn:
    """A column of a reject file, as the note beside it has it."""

    name: str
    fills: str = ""
    """The table's column; empty where it fills none."""
    lookup: str = ""
    """`table.column` where its values stand for rows of another table."""
    reason: str = ""
    """Why it fills none."""
    must_be_empty: bool = False
    m2m: str = ""
    """The column that holds the names of its lists, where it fills a many-to-many field."""
    separator: str = ","
    """What stands between those names."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where every column of a file goes."""

    feeds: tuple[FileFeed, ...]
    ignored: tuple[Ignored, ...] = ()
    links: tuple[Link, ...] = ()
    computed: tuple[FileFeed, ...] = ()
    """Those of columns that the database computes, which are compared, not brought in."""
    raw: int | None = None
    """The position of a reject file's column for lines that could not be read."""

    @property
    def noted(self) -> Iterator[NotedColumn]:
        """The file's own columns in order, for the note of a reject file."""
        lists = {link.feed.position: link for link in self.links}
        every: list[FileFeed | Ignored] = [*self.every_feed, *self.computed, *self.ignored]
        for one in sorted(every, key=lambda one: one.position):
            if isinstance(one, FileFeed) and one.position in lists:
                by = one.lookup.by.name if one.lookup else ""
                yield NotedColumn(one.name, m2m=by, separator=lists[one.position].separator)
            elif isinstance(one, FileFeed):
                looked_up = one.lookup and f"{one.lookup.table}.{one.lookup.by.name}"
                yield NotedColumn(one.name, one.column.name, looked_up or "")
            elif not one.name.startswith(OWN_PREFIX):
                yield NotedColumn(one.name, "", "", one.reason, one.must_be_empty)

    @property
    def every_feed(self) -> tuple[FileFeed, ...]:
        """Those of the table and those of many-to-many fields."""
        return (*self.feeds, *(link.feed for link in self.links))

    @property
    def width(self) -> int:
        """The number of columns that the file is taken to have."""
        return len(self.every_feed) + len(self.computed) + len(self.ignored)


@dataclass(frozen=True, slots=True)
class ColumnOptions:
    """What the person said of columns."""

    map: Mapping[str, str] = field(default_factory=dict)
    """File column to table column."""
    lookup: Mapping[str, str] = field(default_factory=dict)
    """File column or table column to `[table.]column`."""
    m2m: Mapping[str, str] = field(default_factory=dict)
    """Many-to-many field to the column of the other table that a list's names are of."""
    separator: str = ","
    """What stands between the names of such lists."""
    ignore: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    """The table's columns in the file's order, for a file without a header."""
    noted: tuple[NotedColumn, ...] = ()
    """What a note says of the file's columns; what is said here otherwise goes before it."""

    def noted_at(self, header: Sequence[str]) -> Mapping[int, NotedColumn]:
        """The noted columns by their position: all where they stand first, else by their names."""
        names = [one.name.strip() for one in self.noted]
        if [name.strip() for name in header[: len(names)]] == names:
            return dict(enumerate(self.noted))
        unique = {one.name: one for one in self.noted if one.name and names.count(one.name) == 1}
        return {place: unique[name] for place, name in enumerate(header) if name in unique}


@dataclass(frozen=True, slots=True)
class LikelyColumn:
    """A file column that is perhaps a table column, to be asked about."""

    name: str
    column: str


def lay_out(
    head: FileHead, names: ColumnNames, catalog: Catalog, options: ColumnOptions
) -> tuple[Layout, tuple[LikelyColumn, ...]]:
    """Where every column goes, and what is to be asked before that holds.

    Raises ColumnsUnclear where a column has no place, UsageError where what was told cannot be.
    """
    if head.names and options.columns:
        raise UsageError(
            message="--columns is for a file without a header; leave the header out with "
            "--no-header --skip 1, or rename single columns with --map"
        )
    header = tuple(map(names.trimmed, head.names)) or _order(head, names, options)
    feeds, ignored, homeless, links, computed = [], [], [], [], []
    raw = None
    _refuse_strangers(header, names, options)
    noted = options.noted_at(header)
    for position, name in enumerate(header):
        note = noted.get(position)
        by = _names_of_list(name, note, names, options)
        if by and name not in options.ignore:
            separator = note.separator if note is not None and note.m2m else options.separator
            links.append(replace(_link(name, position, by, names, catalog), separator=separator))
            continue
        if note is not None and name not in options.ignore and name not in options.map:
            reason, feed = _as_noted(note, position, names, catalog)
        else:
            own = bool(noted) and name.startswith(OWN_PREFIX)
            reason = None if own else _reason_to_ignore(name, position, head, names, options)
            reason = Ignored(position, name, OF_REJECT) if own else reason
            feed = None if reason else _feed(name, position, names, catalog, options)
        if reason is not None and name == f"{OWN_PREFIX}raw":
            raw = position
        if reason is not None:
            ignored.append(reason)
        elif feed is None:
            homeless.append((position, name))
        elif feed.column.generated:
            computed.append(feed)
        else:
            feeds.append(feed)
    _refuse_doubles(feeds)
    likely = _likely(homeless, feeds, names)
    return Layout(tuple(feeds), tuple(ignored), tuple(links), tuple(computed), raw), likely


def _as_noted(
    note: NotedColumn, position: int, names: ColumnNames, catalog: Catalog
) -> tuple[Ignored | None, FileFeed | None]:
    """A column as the note has it; none of both where the table lacks its column now."""
    if not note.fills:
        return Ignored(position, note.name, note.reason, note.must_be_empty), None
    column = names.table.column(note.fills)
    if column is None:
        return None, None
    feed = FileFeed(column, position, note.name, "" if note.name == note.fills else "as noted")
    return None, _looked_up(feed, note.lookup, names, catalog) if note.lookup else feed


def _names_of_list(
    name: str, note: NotedColumn | None, names: ColumnNames, options: ColumnOptions
) -> str:
    """The other table's column that the names of a list are of; nothing for columns of values."""
    fields = {one.name for one in (names.model.many_to_many if names.model else ())}
    looked_up = options.lookup.get(name, "") if name in fields else ""
    return options.m2m.get(name) or looked_up or (note.m2m if note is not None else "")


def _link(name: str, position: int, by: str, names: ColumnNames, catalog: Catalog) -> Link:
    """The pairs that a column with lists stands for. Raises UsageError."""
    fields = {one.name: one for one in (names.model.many_to_many if names.model else ())}
    if name not in fields:
        model = names.model.label if names.model else f"{names.table.name}, which has no model,"
        has = f"it has {', '.join(fields)}" if fields else "it has none"
        raise UsageError(message=f"--m2m {name}: {model} has no such many-to-many field; {has}")
    field = fields[name]
    through = catalog.tables.get(field.through)
    keys = {key.columns: key for key in through.foreign_keys} if through else {}
    own, other = keys.get((field.own,)), keys.get((field.other,))
    if through is None or own is None or other is None or len(through.columns) > 3:
        message = f"--m2m {name}: give its pairs a file of their own, for {field.through}"
        raise UsageError(message=f"{message}: they hold more than the two keys")
    column = through.column(other.columns[0])
    table = catalog.tables[other.references]
    key, other_column = table.column(other.referenced_columns[0]), table.column(by)
    if column is None or key is None or other_column is None:
        raise UsageError(message=f"--m2m {name}={by}: {table.name} has no column {by!r}")
    lookup = FileLookup(table.name, key, other_column)
    feed = FileFeed(column, position, name, f"looked up by {by}", lookup)
    key_of_own = own.referenced_columns[0]
    return Link(feed, through, field.own, key_of_own, symmetrical=field.symmetrical)


def _refuse_strangers(header: Sequence[str], names: ColumnNames, wanted: ColumnOptions) -> None:
    """Options that name a column which neither the file nor the table has."""
    in_file = set(header)
    options = (("--map", wanted.map), ("--ignore", wanted.ignore), ("--m2m", wanted.m2m))
    for option, told in options:
        for name in told:
            if name not in in_file:
                raise UsageError(
                    message=f"{option}: the file has no column {name!r}; it has "
                    + ", ".join(map(repr, header))
                )
    for name in wanted.lookup:
        if name not in in_file and names.find(name) is None:
            raise UsageError(message=f"--lookup: neither file nor table has a column {name!r}")


def _order(head: FileHead, names: ColumnNames, options: ColumnOptions) -> tuple[str, ...]:
    """The names of a file without a header: as told, or all the table's columns in order."""
    own = [column.name for column in names.table.columns if not column.generated]
    names_in_order = options.columns or tuple(own)
    if len(names_in_order) == head.width or not head.rows:
        return names_in_order
    count = f"{head.width} columns and no header"
    raise UsageError(
        message=f"the file has {count}, {names.table.name} has {len(own)}: "
        "name them in the file's order with --columns a,b,c"
    )


def _reason_to_ignore(
    name: str, position: int, head: FileHead, names: ColumnNames, options: ColumnOptions
) -> Ignored | None:
    if name in options.ignore:
        return Ignored(position, name, "as told")
    if names.table.column(name) is not None or name in options.map:
        return None
    if name.startswith(OWN_PREFIX):
        return Ignored(position, name, OF_REJECT)
    if name and not re.fullmatch(r"Unnamed: \d+", name):
        return None
    cells = [row[position] for row in head.rows if len(row) > position]
    if not any(cell.text for cell in cells):
        return Ignored(position, name, "it has no name and no values", must_be_empty=True)
    if position == 0 and _counts_up(cells):
        return Ignored(position, name, "the row numbers of pandas or R")
    return None


def _counts_up(cells: Sequence[Cell]) -> bool:
    first = 1 if cells and cells[0].text == "1" else 0
    return all(cell.text == str(number) for number, cell in enumerate(cells, first))


def _feed(
    name: str, position: int, names: ColumnNames, catalog: Catalog, options: ColumnOptions
) -> FileFeed | None:
    if name in options.map:
        return _column_meant(name, position, names, catalog, options)
    found = names.find(name)
    if found is not None:
        column, how = found
        feed = FileFeed(column, position, name, how)
        by = options.lookup.get(name) or options.lookup.get(column.name)
        return _looked_up(feed, by, names, catalog) if by else feed
    owner, dot, by = name.rpartition(".")
    reference = names.find(owner) if dot else None
    if reference is None or _references(reference[0], names) is None:
        return None
    return _looked_up(FileFeed(reference[0], position, name, "looked up"), by, names, catalog)


def _column_meant(
    name: str, position: int, names: ColumnNames, catalog: Catalog, options: ColumnOptions
) -> FileFeed:
    to = options.map[name]
    column = names.find(to)
    if column is None:
        raise UsageError(message=f"--map {name}={to}: {names.table.name} has no column {to!r}")
    feed = FileFeed(column[0], position, name, "as told")
    by = options.lookup.get(name) or options.lookup.get(column[0].name)
    return _looked_up(feed, by, names, catalog) if by else feed


def _looked_up(feed: FileFeed, by: str, names: ColumnNames, catalog: Catalog) -> FileFeed:
    """The feed with the row of another table that its values stand for. Raises UsageError."""
    told_table, _, column_name = by.rpartition(".")
    references = _references(feed.column, names)
    if told_table and not references:
        message = f"{feed.column.name} refers to no table, so {by} cannot be looked up"
        raise UsageError(message=message)
    if not references:
        raise UsageError(message=f"{feed.name}: {feed.column.name} refers to no table")
    table_name, key_name = references
    if told_table and told_table not in (table_name.name, str(table_name)):
        message = f"{feed.column.name} refers to {table_name}, not to {told_table}"
        raise UsageError(message=message)
    table = catalog.tables[table_name]
    column, key = table.column(column_name), table.column(key_name)
    if column is None or key is None:
        raise UsageError(message=f"{feed.name}: {table_name} has no column {column_name!r}")
    return replace(
        feed, lookup=FileLookup(table_name, key, column), how=f"looked up by {column.name}"
    )


def _references(column: Column, names: ColumnNames) -> tuple[QualifiedName, str] | None:
    """What the column refers to, by a foreign key or as Django says."""
    for key in names.table.foreign_keys:
        if key.columns == (column.name,):
            return key.references, key.referenced_columns[0]
    fields = names.model.fields if names.model is not None else ()
    relations = (field.relation for field in fields if field.column == column.name)
    relation = next(relations, None)
    return (relation.table, relation.column) if relation is not None else None


def _refuse_doubles(feeds: Sequence[FileFeed]) -> None:
    seen: dict[str, FileFeed] = {}
    for feed in feeds:
        other = seen.setdefault(feed.column.name, feed)
        if other is not feed:
            alike = "Give one of them another name in the file's header, or take it away."
            raise ColumnsUnclear(
                problem=f"the columns {other.name!r} and {feed.name!r} both fill "
                f"{feed.column.name}",
                help=alike
                if feed.name == other.name
                else f"Leave one out: --ignore {shlex.quote(feed.name)}",
                unplaced=(feed.name,),
            )


def _likely(
    homeless: Sequence[tuple[int, str]], feeds: Sequence[FileFeed], names: ColumnNames
) -> tuple[LikelyColumn, ...]:
    """A question for each column without a place. Raises ColumnsUnclear where none can be asked."""
    free = {column.name for column in names.table.columns if not column.generated}
    free -= {feed.column.name for feed in feeds}
    questions, lost = [], []
    for position, name in homeless:
        close = names.likely(name, free) if name else None
        if close is None:
            lost.append((position, name))
        else:
            questions.append(LikelyColumn(name, close))
            free.discard(close)
    if lost:
        raise ColumnsUnclear(
            problem=f"{names.table.name} has no place for the file's "
            + ("column " if len(lost) == 1 else "columns ")
            + ", ".join(n or f"number {p + 1}, which has no name," for p, n in lost),
            help=_about_pairs(lost, names)
            + "Say where it goes (--map NAME=COLUMN) or leave it out (--ignore NAME"
            + ("" if all(name for _, name in lost) else "; '' for one without a name")
            + "). Free "
            f"columns of the table: {', '.join(sorted(free)) or 'none'}.",
            unplaced=tuple(name for _, name in lost),
        )
    return tuple(questions)


def _about_pairs(lost: Sequence[tuple[int, str]], names: ColumnNames) -> str:
    """Where the values of many-to-many fields go, for columns that are called like one."""
    fields = {one.name: one for one in (names.model.many_to_many if names.model else ())}
    fields_lost = [fields[name] for _, name in lost if name in fields]
    return "".join(
        f"{one.name} is a many-to-many field: its pairs are rows of {one.through.name}. Lists of "
        f"names fill it with --m2m {one.name}=COLUMN, which is the names' column there. Or give "
        f"that table a file of its own, and leave this column out (--ignore {one.name}). "
        for one in fields_lost
    )
