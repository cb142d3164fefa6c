"""What was wrong, grouped for people; and every rejected row in a file that can be mended."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import sql

from segue.database.session import Connection
from segue.errors import UsageError
from segue.files.compression import compressor_of
from segue.files.importing.columns import OWN_PREFIX, FileFeed
from segue.files.importing.faults import FAULTS, facts
from segue.files.importing.load import FileLoad
from segue.files.importing.reject_notes import path_beside
from segue.files.importing.staging import copy_statement
from segue.loading.reject_files import write_reject_file

EXAMPLES = 3
"""Lines shown of each kind of fault."""

SHOWN = 60
"""Characters shown of a value or a line."""


@dataclass(frozen=True, slots=True)
class Example:
    """One rejected value."""

    line: int
    value: str | None
    """None where the row has none there."""
    reason: str
    """Why, in the words for this very row."""


@dataclass(frozen=True, slots=True)
class Group:
    """All rows of a file with the same fault in the same column."""

    column: str
    """The file's name of it; empty where the whole row is at fault."""
    rows: int
    remedy: str
    examples: tuple[Example, ...]
    """The first ones."""

    @property
    def reason(self) -> str:
        """Why, if that is the same for all examples; else nothing."""
        reasons = {example.reason for example in self.examples}
        return reasons.pop() if len(reasons) == 1 else ""


def grouped(connection: Connection, load: FileLoad) -> tuple[Group, ...]:
    """The faults of a file, those with the most rows first."""
    statement = sql.SQL(
        "SELECT w.place, w.kind, w.rows, w.line, {value}, w.told FROM (SELECT *,"
        " count(*) OVER fault AS rows, row_number() OVER (fault ORDER BY line) AS nth"
        " FROM {wrong} WINDOW fault AS (PARTITION BY place, kind, {rule})) AS w"
        " LEFT JOIN {text} AS t ON t.line = w.line"
        " WHERE nth <= {examples} ORDER BY w.rows DESC, w.place, w.kind, {rule}, w.line"
    ).format(
        value=_value_at_place(load),
        wrong=load.wrong,
        rule=sql.SQL("CASE WHEN kind IN ('rule', 'unclean') THEN told END"),
        text=load.text,
        examples=EXAMPLES,
    )
    groups: dict[tuple[Any, Any, Any, str], list[Any]] = {}
    for place, kind, rows, line, value, remark in connection.execute(statement):
        rule = remark if kind in ("rule", "unclean") else ""
        groups.setdefault((place, kind, rows, rule), []).append((line, value, remark or ""))
    return tuple(
        _group(load, place, kind, rows, examples)
        for (place, kind, rows, _), examples in groups.items()
    )


def _group(
    load: FileLoad,
    place: int | None,
    kind: str,
    rows: int,
    examples: list[tuple[int, str | None, str]],
) -> Group:
    reason, remedy = _words(load, place, kind)
    return Group(
        column="" if place is None else load.names[place],
        rows=rows,
        remedy=remedy.replace(TOLD, examples[0][2]),
        examples=tuple(
            Example(line, value, reason.replace(TOLD, remark)) for line, value, remark in examples
        ),
    )


TOLD = "{told}"
"""Where the words of a fault leave room for what differs from row to row."""


def _words(load: FileLoad, place: int | None, kind: str) -> tuple[str, str]:
    feeds = {feed.position: feed for feed in load.layout.every_feed}
    feed: FileFeed | None = feeds.get(place) if place is not None else None
    words_facts, what = facts(load, feed) | {"told": TOLD}, FAULTS[kind]
    return what.reason.format(**words_facts), what.remedy.format(**words_facts)


def _value_at_place(load: FileLoad) -> sql.Composable:
    """The value in the column that is at fault, or the line that could not be read."""
    cases = [
        sql.SQL("WHEN {} THEN {}").format(n, sql.Identifier("t", f"c{n}"))
        for n in range(load.width)
    ]
    return sql.SQL("pg_catalog.left(CASE w.place {} ELSE w.raw END, {})").format(
        sql.SQL(" ").join(cases), SHOWN
    )


def require_writable(path: Path, sources: Iterable[Path]) -> None:
    """Raises UsageError where the reject file would take the place of another file, or its name
    asks for what is not written; MissingPackage.
    """
    compressor_of(path)
    if any(path.exists() and path.samefile(source) for source in sources if source.exists()):
        raise UsageError(message=f"--reject {path} is the file to import: name another")
    for one in (path, path_beside(path)):
        if one.exists():
            raise UsageError(message=f"--reject {path}: {one} exists already; name another")


def write_rejects(connection: Connection, load: FileLoad, path: Path) -> None:
    """All rejected rows with their reasons, written as the file itself is, compressed as the name
    says; on disk on return.
    """
    columns = _original_columns(load)
    has_raw = "raw" in _own_columns(load) or connection.execute(
        sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE raw IS NOT NULL)").format(load.wrong)
    ).fetchone() == (True,)
    extra = ("file", "line", "reason", *(("raw",) if has_raw else ()))
    names = [load.names[n] for n in columns] + [OWN_PREFIX + name for name in extra]
    encoder = codecs.getincrementalencoder(load.reject_manner.encoding)("backslashreplace")
    decoder = codecs.getincrementaldecoder("utf-8")()
    mark = load.head.file_format.bom and load.head.file_format.encoding == "utf-8"
    start, packed = codecs.BOM_UTF8 if mark else b"", compressor_of(path)
    write_reject_file(
        connection,
        _copy_out(load, columns, has_raw),
        path,
        head=packed.compress(start + encoder.encode(_header(load, names))),
        recode=lambda data: packed.compress(encoder.encode(decoder.decode(data))),
        end=packed.flush,
    )


def _original_columns(load: FileLoad) -> list[int]:
    """The file's columns but for those of an earlier reject file."""
    own = _own_columns(load).values()
    return [n for n in range(load.width) if n not in own]


def _own_columns(load: FileLoad) -> dict[str, int]:
    """The positions of what an earlier reject file says of its rows, by name."""
    return {
        one.name.removeprefix(OWN_PREFIX): one.position
        for one in load.layout.ignored
        if one.name.startswith(OWN_PREFIX)
    }


def _header(load: FileLoad, names: list[str]) -> str:
    file_format, line = load.reject_manner, io.StringIO()
    csv.writer(
        line, delimiter=file_format.delimiter, quotechar=file_format.copy_quote,
        escapechar=file_format.escape or None, doublequote=not file_format.escape,
        lineterminator="\n",
    ).writerow(names)  # fmt: skip
    return line.getvalue()


def _copy_out(load: FileLoad, kept: list[int], has_raw: bool) -> sql.Composed:
    columns = [sql.Identifier("t", f"c{n}") for n in kept]
    own = _own_columns(load)
    extra = [
        _first_of(own.get("file"), sql.Literal(Path(load.label).name)),
        _first_of(own.get("line"), sql.SQL("w.line::pg_catalog.text")),
        sql.SQL("w.reason"),
    ]
    if has_raw:
        extra.append(_first_of(own.get("raw"), sql.SQL("w.raw")))
    select = sql.SQL(
        "SELECT {} FROM (SELECT line, string_agg({}, '; ' ORDER BY place, kind) AS reason,"
        " max(raw) AS raw FROM {} LEFT JOIN (VALUES {}) AS f (at, of_kind, reason, remedy)"
        " ON at = coalesce(place, -1) AND of_kind = kind GROUP BY line) AS w"
        " LEFT JOIN {} AS t ON t.line = w.line ORDER BY w.line"
    ).format(
        sql.SQL(", ").join([*columns, *extra]),
        sql.SQL("replace(reason || ' - ' || remedy, {}, coalesce(told, ''))").format(TOLD),
        load.wrong,
        sql.SQL(", ").join(_all_words(load)),
        load.text,
    )
    return copy_statement(sql.SQL("COPY ({}) TO STDOUT").format(select), load.reject_manner)


def _first_of(earlier: int | None, now: sql.Composable) -> sql.Composable:
    """What an earlier reject file says of the row, or else what is known now."""
    if earlier is None:
        return now
    return sql.SQL("coalesce(nullif({}, ''), {})").format(sql.Identifier("t", f"c{earlier}"), now)


def _all_words(load: FileLoad) -> Iterator[sql.Composed]:
    """Every fault in every column, with its words."""
    for place in (None, *range(load.width)):
        for kind in FAULTS:
            reason, remedy = _words(load, place, kind)
            name = "" if place is None else f"{load.names[place]}: "
            at = -1 if place is None else place
            yield sql.SQL("({}, {}, {}, {})").format(at, kind, name + reason, remedy)
