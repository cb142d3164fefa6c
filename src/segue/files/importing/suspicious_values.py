"""A look at the texts before they are read: what is mangled, what is doubtful, what is rounded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from psycopg import sql

from segue.database.catalog import NUMBERS, DataType
from segue.database.session import Connection
from segue.errors import UsageError
from segue.events import Asker
from segue.files.importing.columns import OWN_PREFIX, FileFeed
from segue.files.importing.grammar import Cell
from segue.files.importing.load import FileLoad, written
from segue.files.importing.marginal_lines import is_called_total, is_count, is_rule, is_sum
from segue.files.importing.spellings.model import AS_WRITTEN, TEXTS, Answer, Spelling, base_type
from segue.files.importing.spellings.rounding import allowed, is_shortened, loses_keys, rounding
from segue.files.importing.spellings.times import CLOCK_CHANGE, has_clock_changes
from segue.files.importing.values import given, looked_for, plain_of, target_of, typed
from segue.loading.constraint_violations import all_of, any_of
from segue.mapping.sql import as_written
from segue.wording import counted

EXAMPLES = 3
"""Values shown of a doubtful spelling."""

SHOWN = 40
"""Characters shown of each."""


@dataclass(frozen=True, slots=True)
class ValueRemark:
    """Something about a column's values that people should know; the rows go in."""

    column: str
    text: str
    rows: int
    line: int
    """The first of them."""


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A spelling that is looked for in a feed's values."""

    feed: FileFeed
    spelling: Spelling
    value: sql.Composable
    condition: sql.Composable


def look_at_text(
    connection: Connection, load: FileLoad, asker: Asker, *, late: bool = False
) -> tuple[FileLoad, tuple[ValueRemark, ...]]:
    """The load with what its values were found to be spelled as, and what is to be told of it.

    What is refused is noted as wrong; what is doubtful is asked. `late` looks for what PostgreSQL
    refuses by itself. Raises UsageError.
    """
    if not late:
        _note_marks(connection, load)
    suspects = list(_suspects(load, late=late))
    counts = _fulfilled(connection, load, [suspect.condition for suspect in suspects])
    suspects_met = [(one, counts[n]) for n, one in enumerate(suspects) if n in counts]
    load = _settled(connection, load, suspects_met, asker)
    return load, tuple(
        ValueRemark(one.feed.column.name, one.spelling.remark, *count)
        for one, count in suspects_met
        if one.spelling.reading and one.spelling.remark
    )


def _suspects(load: FileLoad, *, late: bool) -> Iterator[_Suspect]:
    for feed in load.layout.feeds:
        if not late and feed.position not in load.doubtful:
            continue
        nothing = [
            sql.SQL(one.condition).format(value)
            for one, value in looked_for(feed, load, late=True)
            if one.means_nothing
        ]
        something = sql.SQL("NOT ({})").format(sql.SQL(" OR ").join(nothing)) if nothing else None
        for spelling, value in looked_for(feed, load, late=late):
            condition: sql.Composable = sql.SQL(spelling.condition).format(value)
            if something is not None and not late:
                condition = sql.SQL("({}) AND {}").format(condition, something)
            yield _Suspect(feed, spelling, value, condition)


def _note_marks(connection: Connection, load: FileLoad) -> None:
    """Note the rows with a mark as wrong."""
    marks = list(_marks(load))
    counts = _counts(connection, load, [condition for *_, condition in marks])
    for mark, count in zip(marks, counts, strict=True):
        if count:
            _note(connection, load, *mark)


def _marks(load: FileLoad) -> Iterator[tuple[int | None, str, sql.Composable]]:
    """What no row has, with the fault of one that does and its place: a value in a column that has
    to be empty, the names of the header, what stands around rows.
    """
    for ignored in load.layout.ignored:
        if ignored.must_be_empty:
            yield ignored.position, "unplaced", _filled(ignored.position)
    if load.layout.raw is not None:
        yield load.layout.raw, "unmended", _filled(load.layout.raw)
    if load.verbatim:
        return
    if load.head.names and _may_hold_header(load):
        yield None, "header_again", _is_header(load.head.names)
    if load.head.names and load.head.rows and is_rule(load.head.rows[0]):
        yield None, "rule_line", _is_line(load.head.line)
    if load.last_row is not None:
        yield from _marks_of_last(load, *load.last_row)


def _marks_of_last(
    load: FileLoad, line: int, cells: Sequence[Cell]
) -> Iterator[tuple[None, str, sql.Composable]]:
    if is_count(cells):
        yield None, "count_line", _is_line(line)
        return
    of_text = [one for one in load.layout.feeds if base_type(target_of(one)) in TEXTS]
    numbers = [one for one in load.layout.feeds if base_type(target_of(one)) in NUMBERS]
    if load.feeds_key or not of_text or not numbers:
        return
    sums = [is_sum(given(one, load), load.text, line) for one in numbers]
    texts = [cells[one.position].text for one in of_text]
    if is_called_total(texts):
        yield None, "total_line", any_of(sums)
    elif not any(map(str.strip, texts)):
        alone = sql.SQL("NOT EXISTS (SELECT FROM {} AS o WHERE o.line <> {} AND {})").format(
            load.text, line, all_of(map(_is_blank, of_text))
        )
        yield None, "total_line", all_of([*sums, alone])


def _is_blank(feed: FileFeed) -> sql.Composable:
    return sql.SQL("coalesce(o.{}, '') = ''").format(written(feed))


def _is_line(line: int) -> sql.Composable:
    return sql.SQL("line = {}").format(line)


def _may_hold_header(load: FileLoad) -> bool:
    """Whether a row may have the header's names: none can where all values of a column are plain
    and no name looks so.
    """
    shapes = [
        one.shape
        for feed in load.layout.feeds
        if feed.position not in load.doubtful and (one := plain_of(feed, load)) and one.shape
    ]
    names = [name.encode() for name in load.head.names]
    return not any(
        all(name and not re.fullmatch(shape, name) for name in names) for shape in shapes
    )


def _is_header(names: Sequence[str]) -> sql.Composed:
    """That a row has the header's names, whatever their case, quotes and order."""
    own = {n: name for n, name in enumerate(names) if not name.startswith(OWN_PREFIX)}
    known = [_PLAIN_NAME.format(sql.Literal(name)) for name in own.values()]
    cells = [_PLAIN_NAME.format(sql.Identifier(f"c{n}")) for n in own]
    return sql.SQL("{} IN ({}) AND {} = {}").format(
        cells[0], sql.SQL(", ").join(known), _in_order(cells), _in_order(known)
    )


_PLAIN_NAME = sql.SQL("pg_catalog.lower(pg_catalog.btrim(coalesce({}, '')))")


def _in_order(texts: Sequence[sql.Composable]) -> sql.Composed:
    return sql.SQL(
        "(SELECT pg_catalog.array_agg(x ORDER BY x) FROM pg_catalog.unnest(ARRAY[{}]) AS x)"
    ).format(sql.SQL(", ").join(texts))


def _filled(position: int) -> sql.Composable:
    return sql.SQL("{} <> ''").format(sql.Identifier(f"c{position}"))


def _fulfilled(
    connection: Connection, load: FileLoad, conditions: Sequence[sql.Composable]
) -> dict[int, tuple[int, int]]:
    """By their number the conditions that rows fulfil: how many, and the first one's line."""
    rows_by_suspect = {}
    for number, count in enumerate(_counts(connection, load, conditions)):
        if count:
            first = sql.SQL("SELECT min(line) FROM {} WHERE {}").format(
                load.text, conditions[number]
            )
            (line,) = connection.execute(first).fetchone() or (0,)
            rows_by_suspect[number] = (count, line)
    return rows_by_suspect


def _counts(
    connection: Connection, load: FileLoad, conditions: Sequence[sql.Composable]
) -> Sequence[int]:
    """How many rows fulfil each condition, all counted by one scan."""
    if not conditions:
        return ()
    counts = sql.SQL(", ").join(
        sql.SQL("count(*) FILTER (WHERE {})").format(condition) for condition in conditions
    )
    row = connection.execute(sql.SQL("SELECT {} FROM {}").format(counts, load.text)).fetchone()
    assert row is not None
    return row


def _note(
    connection: Connection, load: FileLoad, place: int | None, kind: str, condition: sql.Composable
) -> None:
    connection.execute(
        sql.SQL("INSERT INTO {} (line, place, kind) SELECT line, {}, {} FROM {} WHERE {}").format(
            load.wrong, place, kind, load.text, condition
        )
    )


def _settled(
    connection: Connection,
    load: FileLoad,
    found: Sequence[tuple[_Suspect, tuple[int, int]]],
    asker: Asker,
) -> FileLoad:
    """The load with a reading for each spelling that was found, refused ones noted."""
    read_as = dict(load.read_as)
    questions = []
    for suspect, (count, _) in found:
        spelling, key = suspect.spelling, (suspect.feed.position, suspect.spelling.kind)
        if spelling.reading:
            read_as[key] = spelling.reading
        elif not spelling.answers:
            _note(connection, load, suspect.feed.position, spelling.kind, suspect.condition)
        elif setting := _setting_of(load, suspect):
            read_as[key] = setting.reading
        elif not _is_usual(connection, load, suspect):
            questions.append(_question(connection, load, suspect, count))
    read = dict(load.read)
    for question in questions:
        feed = question.suspect.feed
        answer = _ask(question, asker)
        read_as[feed.position, question.suspect.spelling.kind] = answer.reading
        read[feed.column.name] = answer.word
    return replace(load, read_as=read_as, read=read)


def _setting_of(load: FileLoad, suspect: _Suspect) -> Answer | None:
    word = load.read_word(suspect.feed)
    return next((one for one in suspect.spelling.answers if one.word == word), None) or (
        Answer(AS_WRITTEN, "") if word == AS_WRITTEN else None
    )


def _is_usual(connection: Connection, load: FileLoad, suspect: _Suspect) -> bool:
    """Whether other values of the column show that it is written so."""
    unless = suspect.spelling.unless
    if unless == "false":
        return False
    condition = sql.SQL(unless).format(suspect.value)
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {})").format(load.text, condition)
    return connection.execute(statement).fetchone() == (True,)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is to be asked of a column's values."""

    suspect: _Suspect
    text: str
    fitting: tuple[Answer, ...]
    ways: str


def _question(connection: Connection, load: FileLoad, suspect: _Suspect, count: int) -> _Question:
    spelling, value = suspect.spelling, suspect.value
    rows = connection.execute(
        sql.SQL(
            "SELECT line, pg_catalog.left({}, {}) FROM {} WHERE {} ORDER BY line LIMIT {}"
        ).format(value, SHOWN, load.text, suspect.condition, EXAMPLES)
    ).fetchall()
    fits = sql.SQL(", ").join(
        sql.SQL("coalesce(pg_catalog.bool_and({}), false)").format(sql.SQL(one.fits).format(value))
        for one in spelling.answers
    )
    fitting = connection.execute(
        sql.SQL("SELECT {} FROM {} WHERE {}").format(fits, load.text, suspect.condition)
    ).fetchone()
    assert fitting is not None
    examples = ", ".join(f'"{text}" (line {line})' for line, text in rows)
    name = suspect.feed.column.name
    able = tuple(one for one, fit in zip(spelling.answers, fitting, strict=True) if fit)
    offered = able or spelling.answers
    ways = " or ".join(f"--read {name}={one.word} ({one.meaning})" for one in offered)
    return _Question(
        suspect,
        f"{load.label}: {name}: {counted(count, 'value')} with {spelling.doubt}: {examples}.",
        able,
        ways,
    )


def _ask(question: _Question, asker: Asker) -> Answer:
    """The meaning that somebody agreed to. Raises UsageError where it is none of these."""
    for answer in question.fitting:
        asked = f"{question.text} Are they {answer.meaning}?"
        if asker.confirm(asked, help=f"{question.ways} answers this."):
            return answer
    raise UsageError(message=f"{question.text} Say what they are: {question.ways}")


def look_at_rounding(connection: Connection, load: FileLoad) -> tuple[ValueRemark, ...]:
    """A remark on each column that keeps less of its values than the file has, or reads one of
    several moments out of them.
    """
    losses = [
        (feed.column.name, *loss)
        for feed in load.layout.feeds
        if feed.lookup is None and feed.position in load.doubtful
        for loss in (
            _loss(feed, load),
            _clock_change(feed, load),
            _key_lost(feed, load, connection),
        )
        if loss is not None
    ]
    counts = _fulfilled(connection, load, [condition for _, condition, _ in losses])
    return tuple(
        ValueRemark(column, text, *counts[n])
        for n, (column, _, text) in enumerate(losses)
        if n in counts
    )


def _loss(feed: FileFeed, load: FileLoad) -> tuple[sql.Composable, str] | None:
    """When the column keeps less of a value, and what is told of it."""
    target_type = target_of(feed).type.resolved
    conditions: list[sql.Composable] = []
    remark = f"rounded to {target_type.text}"
    if (template := rounding(target_of(feed))) is not None:
        condition = sql.SQL(template[0]).format(given(feed, load), allowed(feed.column))
        reads = any(position == feed.position for position, _ in load.read_as)
        conditions.append(_where_readable(load, condition) if reads else condition)
        remark = template[1]
    if is_shortened(target_of(feed)):
        conditions.append(_is_changed(feed, load, target_type))
    return (any_of(conditions), remark) if conditions else None


def _key_lost(
    feed: FileFeed, load: FileLoad, connection: Connection
) -> tuple[sql.Composable, str] | None:
    if base_type(target_of(feed)) != "jsonb":
        return None
    condition = loses_keys(given(feed, load), connection.info.server_version)
    return _where_readable(load, condition), "with a key more than once: jsonb keeps the last"


def _is_changed(feed: FileFeed, load: FileLoad, target_type: DataType) -> sql.Composable:
    """That the type's modifier changes the value."""
    value = typed(feed, load)
    changed = sql.SQL("{} <> ({})::{}").format(value, value, as_written(target_type.text))
    return _where_readable(load, changed)


def _clock_change(feed: FileFeed, load: FileLoad) -> tuple[sql.Composable, str] | None:
    """When a moment without a zone can be read twice or never, and what is told of it."""
    if base_type(target_of(feed)) != "timestamptz" or not has_clock_changes(load.conventions):
        return None
    remark = f"shown twice or never by the clock of {load.conventions.timezone}, which is changed: "
    changed = sql.SQL(CLOCK_CHANGE).format(given(feed, load))
    return _where_readable(load, changed), f"{remark}read as PostgreSQL does, in winter time"


def _where_readable(load: FileLoad, condition: sql.Composable) -> sql.Composed:
    return sql.SQL("CASE WHEN line IN (SELECT r.line FROM {} AS r) THEN {} ELSE false END").format(
        load.rows, condition
    )
