"""What the options of `export` ask for, as values: shared by the command and the page."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from segue.commandline.arguments.lists import names_in
from segue.database.names import QualifiedName
from segue.errors import UsageError
from segue.files.compression import OTHER_FORMS
from segue.files.dialect import Compression, Dialect
from segue.files.exporting.excel import excel_dialect
from segue.files.exporting.sheets import Choice

MARKS = {"tab": "\t", "\\t": "\t", "crlf": "\r\n", "lf": "\n"}
"""Words for characters that are hard to type."""

OF_TABLE = re.compile(r'((?:"(?:[^"]|"")*"|[^="])+)=(.*)', re.DOTALL)
"""A table's name, in double quotes where it holds an equals sign, and what is said of it."""


def refuse_contradictions(arguments: argparse.Namespace) -> None:
    """Raises UsageError where one option makes no sense beside another."""
    options = arguments
    shaping = options.columns or options.where or options.columns_of or options.where_of
    of_csv = (
        options.delimiter,
        options.quote,
        options.null,
        options.encoding,
        options.decimal,
        options.line_end,
    )
    to_stdout, parquet = options.folder == "-", options.format == "parquet"
    refusals = (
        (
            options.query and (shaping or options.app),
            "--query chooses rows and columns itself: leave --columns, --where and --app out",
        ),
        (
            options.query and len(options.table) + len(options.model) > 1,
            "--query answers the rows of one table: give one --table or --model, or none",
        ),
        (
            options.through_plan and (options.query or shaping or options.app or options.model),
            "through the plan, only --table chooses; columns and conditions are the plan's",
        ),
        (
            parquet and (any(of_csv) or options.excel or options.no_header),
            "Parquet has its own form: leave out what says how CSV is written",
        ),
        (parquet and to_stdout, "Parquet cannot be printed: name a folder"),
        (
            options.json and to_stdout,
            "--json would stand between the rows that are printed: name a folder",
        ),
    )
    _refuse_file_name(options.folder or "")
    for refused, message in refusals:
        if refused:
            raise UsageError(message=message)


PRINTED = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), ""),
    ".gz": " --gzip", ".zst": " --zstd", ".bz2": " | bzip2", ".xz": " | xz",
}  # fmt: skip
"""By a file's ending, how one file that ends so is printed."""


def _refuse_file_name(folder: str) -> None:
    """Raises UsageError where the folder is called like a file of rows."""
    ending = Path(folder).suffix.lower()
    if ending in OTHER_FORMS:
        raise UsageError(message=f"{folder} would be a folder: name it without {ending}")
    if ending in PRINTED:
        way = f"`segue export -{PRINTED[ending]} > {shlex.quote(folder)}`"
        raise UsageError(message=f"{folder} would be a folder; for one file: {way}")


def choice_of(arguments: argparse.Namespace) -> Choice:
    """What the options choose."""
    return Choice(
        tuple(arguments.table),
        tuple(arguments.app),
        tuple(arguments.model),
        names_in(arguments.columns or ""),
        arguments.where or "",
        arguments.query or "",
        {
            table: names_in(text)
            for table, text in _of_tables("--columns-of", arguments.columns_of).items()
        },
        _of_tables("--where-of", arguments.where_of),
    )


def _of_tables(option: str, texts: Iterable[str]) -> dict[QualifiedName, str]:
    """What is said of single tables. Raises UsageError."""
    matches = [OF_TABLE.fullmatch(text) for text in texts]
    if not all(one and one[2].strip() for one in matches):
        raise UsageError(message=f"{option}: write it as TABLE=..., such as public.shop_order=...")
    try:
        return {QualifiedName.parse(one[1]): one[2] for one in matches if one}
    except ValueError as error:
        raise UsageError(message=f"{option}: {error}") from None


def dialect_of(arguments: argparse.Namespace) -> Dialect:
    """How the options want files to be written. Raises UsageError."""
    compression = Compression.NONE
    if arguments.gzip or arguments.zstd:
        compression = Compression.GZIP if arguments.gzip else Compression.ZSTD
    dialect = Dialect(compression=compression, header=not arguments.no_header)
    if arguments.excel:
        dialect = excel_dialect(dialect)
    texts = {
        "delimiter": MARKS.get(arguments.delimiter, arguments.delimiter),
        "quote": arguments.quote,
        "null": arguments.null,
        "encoding": arguments.encoding,
        "decimal": arguments.decimal,
        "line_end": MARKS.get(arguments.line_end),
    }
    fields = {name: text for name, text in texts.items() if text is not None}
    return replace(dialect, **fields).require_sense().with_mark_as_encoded()
