"""What can be wrong with a row, in words: why it was rejected, and what would mend it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass

from segue.database.catalog import DAYS, TypeKind
from segue.files.importing.columns import FileFeed
from segue.files.importing.encodings import WINDOWS
from segue.files.importing.load import FileLoad
from segue.files.importing.spellings.model import FRACTIONS, base_type
from segue.files.importing.values import target_of


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row was rejected. `{told}` stands for what the server, or the finder, said."""

    reason: str
    remedy: str


FAULTS: Mapping[str, Fault] = {
    "ragged": Fault(
        "the line has {told} values, the file's header {width}",
        "add or take away delimiters; a value that holds one goes into quotes",
    ),
    "stray_quote": Fault(
        "a quote stands where none can: within an unquoted value, or not at a quoted one's end",
        "put the whole value into quotes, and write each quote within it twice",
    ),
    "open_quote": Fault(
        "a quoted value begins in this line and never ends, or the file breaks off within it",
        "close it with another quote, or get the whole file",
    ),
    "behind_quote": Fault(
        "it stands behind a quote that is opened in line {told} and never closed",
        "correct that line; this one is a row if it is complete",
    ),
    "header_again": Fault(
        "the line is the header once more, as in files that were joined",
        "leave it out. --verbatim takes it for a row",
    ),
    "rule_line": Fault(
        "the line of dashes underlines the header, as sqlcmd writes it",
        "leave it out. --verbatim takes it for a row",
    ),
    "count_line": Fault(
        "the last line is what a program says of its result",
        "leave it out. --verbatim takes it for a row",
    ),
    "total_line": Fault(
        "the last line holds the sum of those above it",
        "leave it out. --verbatim takes it for a row",
    ),
    "mark": Fault(
        "the line begins with a byte order mark, as in files that were joined",
        "take the mark out, and the line if it is a header",
    ),
    "legacy_control": Fault(
        "read as {encoding} the line holds the control character {told}",
        "{encoding_hint}. --verbatim takes such characters as they stand",
    ),
    "escape": Fault(
        "a backslash stands before a byte's number", "write the character itself in its place"
    ),
    "encoding": Fault(
        "the line holds bytes that are not {encoding}",
        "save the file as UTF-8, or name its encoding with --encoding",
    ),
    "nul": Fault(
        "the line holds a NUL character, which PostgreSQL's text cannot",
        "take it out; a file that is full of them may be UTF-16 (--encoding utf-16)",
    ),
    "control": Fault("the line holds the character U+0001", "take it out"),
    "not_in_target": Fault(
        "the target's encoding has no {told}", "replace it, or import into a UTF-8 database"
    ),
    "unmended": Fault(
        "it is a line that could not be read, and was not corrected",
        "write its values into the file's own columns and empty segue_raw",
    ),
    "unplaced": Fault(
        "a column without a name has a value", "name the column in the header, or take it away"
    ),
    "other_date": Fault(
        "the date is not written as 2025-04-03",
        "write it so, or say in which order day and month stand with --dates dmy or --dates mdy",
    ),
    "point_for_comma": Fault(
        "the number has a point, though its decimals are said to stand behind a comma",
        "--thousands . reads 1.234,50; else take the point out",
    ),
    "time_dropped": Fault(
        "it has a time or a zone, which a date column does not keep",
        "write the day alone, or map it to a column that keeps both",
    ),
    "part_dropped": Fault(
        "it has a date or a zone, or is not a time of day, and the column keeps a time alone",
        "write it as 14:30:00",
    ),
    "comma_in_money": Fault(
        "the amount has a comma that does not separate thousands",
        "--decimal , reads 1,50; write 1,234.50 or 1.50",
    ),
    "python_bytes": Fault(
        "it is how Python prints bytes", "write it as \\x and hexadecimal digits: value.hex()"
    ),
    "too_long": Fault("it is longer than the type {type} keeps", "shorten it"),
    "spreadsheet_number": Fault(
        "a program shortened the number: its last digits are lost",
        "take it from the original; format the column as text before saving (pandas: dtype=str). "
        "--verbatim takes such values as they stand",
    ),
    "spreadsheet_error": Fault(
        "it is a spreadsheet's error, not a value",
        "correct the formula. --verbatim takes such values as they stand",
    ),
    "unreadable": Fault("{told}", "{hint}"),
    "null": Fault("it is empty, and the column takes no NULL", "{hint}"),
    "lookup_none": Fault("no row of {table} has this {by}", "correct it, or import {table} first"),
    "lookup_several": Fault(
        "{told} rows of {table} have this {by}", "use a column whose values are unique"
    ),
    "link_none": Fault(
        "no row of {table} has this {by}: {told}",
        "correct it, or import {table} first; --separator says what stands between names",
    ),
    "link_several": Fault(
        "several rows of {table} have this {by}: {told}", "use a column whose values are unique"
    ),
    "lacking": Fault(
        "the table does not have this row, and a new one needs {told}, which the file lacks",
        "correct the value that the row is found by, or give a value with --set",
    ),
    "match_null": Fault("it is empty, and rows are found again by it (--match)", "give it a value"),
    "match_several": Fault(
        "{told} rows of {target} have this value, and rows are found again by it (--match)",
        "match by columns whose values are unique",
    ),
    "repeated": Fault("line {told} has the same value", "keep one of the two lines"),
    "taken": Fault(
        "the row with {told} has the same value, which must be unique",
        "correct it, or import with --existing update and --match this column",
    ),
    "orphan": Fault(
        "no row of {told} has this key", "correct it, import {told} first, or import its rejects"
    ),
    "in_part": Fault(
        "it refers to a row of {told} in part: some columns of the reference are empty",
        "fill all of them, or none",
    ),
    "rule": Fault("{told}", "{hint}"),
    "unclean": Fault("the model says: {told}", "{hint}"),
}


def facts(load: FileLoad, feed: FileFeed | None) -> dict[str, str]:
    """What the words of a fault may name."""
    all_facts = {
        "width": str(load.width),
        "encoding": load.head.file_format.encoding.upper(),
        "encoding_hint": _other_encoding(load.head.file_format.encoding),
        "target": str(load.table.name),
        "table": "",
        "by": "",
        "hint": "correct the row",
        "type": "",
    }
    if feed is not None:
        all_facts["hint"] = hint(load, feed)
        all_facts["type"] = target_of(feed).type.text
        if feed.lookup is not None:
            all_facts |= {"table": str(feed.lookup.table), "by": feed.lookup.by.name}
    return all_facts


def _other_encoding(encoding: str) -> str:
    """What a file probably is that has control characters in an encoding."""
    other = WINDOWS.get(codecs.lookup(encoding).name)
    return f"the file is probably {other}: --encoding {other}" if other else "see what wrote it"


def hint(load: FileLoad, feed: FileFeed) -> str:
    """What a value of the column may be."""
    field = load.field(feed.column)
    if field is not None and field.choices:
        choices = ", ".join(value for value, _ in field.choices[:12])
        return f"one of: {choices}"
    words = _shape(feed)
    return f"{words} ({field.help_text})" if field is not None and field.help_text else words


OF_SEVERAL = {
    TypeKind.ARRAY: "in braces: {1,2}",
    TypeKind.RANGE: "with both bounds: [1,5)",
    TypeKind.MULTIRANGE: "in braces: {[1,5)}",
}
"""How values of several parts are written."""


def _shape(feed: FileFeed) -> str:
    column = target_of(feed)
    name, labels = base_type(column), column.type.resolved.labels
    if labels:
        return f"one of: {', '.join(labels[:12])}"
    if (example := OF_SEVERAL.get(column.type.resolved.kind)) is not None:
        return f"a value of the type {column.type.text}, {example}"
    if column.type.is_integer:
        return "a whole number such as 1200; --thousands , reads 1,200"
    if name in FRACTIONS:
        return (
            "a number such as 1200.50; --decimal , reads 1200,50 and --thousands , reads 1,200.50"
        )
    if name in DAYS:
        return "a day such as 2025-04-03" + ("" if name == "date" else ", with a time if you like")
    shapes = {
        "bool": "true or false",
        "uuid": "a uuid such as a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "json": 'JSON such as {"a": 1}: double quotes, null, true',
        "jsonb": 'JSON such as {"a": 1}: double quotes, null, true',
        "time": "a time such as 14:30:00",
        "interval": "a duration such as 1 day 02:30:00",
        "bytea": "bytes such as \\x00ff",
        "hstore": 'pairs such as "a"=>"1"',
        "varchar": f"a text that fits {column.type.text}",
        "bpchar": f"a text that fits {column.type.text}",
        "inet": "an address such as 10.0.0.1",
    }
    return shapes.get(name, f"a value of the type {column.type.text}")
