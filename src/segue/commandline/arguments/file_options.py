"""The options of `export` and `import`."""

from __future__ import annotations

import argparse
from functools import partial

from segue.commandline.arguments.options import jobs


def sheets(parser: argparse.ArgumentParser) -> None:
    """Which rows are exported."""
    add = parser.add_argument
    add("folder", nargs="?", metavar="DIR", help="where to write (default: segue-export); - prints")
    several = partial(add, action="append", default=[])
    several("--table", metavar="TABLE", help="a table or a pattern such as public.shop_*")
    several("--app", metavar="LABEL", help="the tables of a Django app")
    several("--model", metavar="APP.MODEL", help="the table of a Django model")
    add("--columns", metavar="A,B", help="only these columns of the one table, in this order")
    add("--where", metavar="SQL", help="only rows of the one table for which this holds")
    several("--columns-of", metavar="TABLE=A,B", help="the same for one table of several")
    several("--where-of", metavar="TABLE=SQL", help="the same for one table of several")
    add("--query", metavar="SQL", help="what this SELECT answers, in place of tables")
    add(
        "--through-plan",
        action="store_true",
        help="in the shape of the target's tables, as the plan maps them",
    )
    add("--overwrite", action="store_true", help="into a folder that holds files already")
    jobs(parser, "how many tables are written at once")


def dialect(parser: argparse.ArgumentParser) -> None:
    """How exported files are written."""
    add = parser.add_argument
    add("--delimiter", metavar="C", help="what stands between values (default: a comma); tab does")
    add("--quote", metavar="C", help='what stands around values (default: ")')
    add("--null", metavar="TEXT", help="what NULL is written as (default: nothing)")
    add("--encoding", metavar="NAME", help="such as cp1252 (default: utf-8)")
    add("--decimal", choices=(".", ","), help="before decimals: a point (the default) or a comma")
    add("--line-end", choices=("lf", "crlf"), help="what ends a row (default: lf)")
    add("--no-header", action="store_true", help="no first row with the names of the columns")
    packed = parser.add_mutually_exclusive_group()
    packed.add_argument("--gzip", action="store_true", help="compress each file")
    packed.add_argument("--zstd", action="store_true", help="compress each file, faster")
    add(
        "--excel",
        action="store_true",
        help="as Excel opens it by a double click. Semicolons and decimal commas follow your "
        "locale. Says what Excel would change",
    )
    add("--format", choices=("csv", "parquet"), default="csv", help="of the files (default: csv)")


def files(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "files",
        nargs="+",
        metavar="FILE",
        help="CSV files, or folders of them; .gz and .zst too; - is standard input",
    )
    add("--table", metavar="TABLE", help="the table to fill (default: the file is named after it)")
    add("--model", metavar="APP.MODEL", help="the same, by a model: blog.Post")


def file_form(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("how the files are written, where detection is wrong")
    add = group.add_argument
    add("--delimiter", metavar="CHAR", help="between values; tab is one too")
    add("--quote", metavar="CHAR", help="around values; none where nothing is quoted")
    add("--escape", metavar="CHAR", help="before a quote in a value (default: it is doubled)")
    add("--null", metavar="TEXT", help="what stands, unquoted, for NULL (default: an empty cell)")
    add("--encoding", metavar="NAME", help="utf-8, cp1252, utf-16, ...")
    add("--header", action=argparse.BooleanOptionalAction, help="whether the first line is one")
    add("--skip", type=int, default=0, metavar="N", help="leave out the first N lines")
    add("--decimal", choices=(".", ","), help="before decimals: a point or a comma")
    add(
        "--thousands",
        choices=(".", ",", "'", "blank"),
        help="between thousands; without it such numbers are rejected",
    )
    add(
        "--read",
        action="append",
        default=[],
        metavar="COLUMN=HOW",
        help="what values of COLUMN are that may be several things: as-written, null, minutes, "
        "hours, base64, hex, text, thousands, decimals, whole, plain, moment, within",
    )
    add(
        "--dates",
        choices=("ymd", "dmy", "mdy"),
        default="ymd",
        help="how day, month and year are ordered where dates are not written as 2025-04-03",
    )
    add("--timezone", default="UTC", metavar="ZONE", help="for times without one (default: UTC)")
    add("--verbatim", action="store_true", help="take what looks mangled by a spreadsheet as it is")


def file_columns(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("where the columns go, for one file")
    add = group.add_argument
    add("--columns", metavar="A,B,C", help="the table's columns in the order of the file's")
    add(
        "--map",
        action="append",
        default=[],
        metavar="NAME=COLUMN",
        help="the file's column NAME fills COLUMN; may be given more than once, as the next four",
    )
    add(
        "--lookup",
        action="append",
        default=[],
        metavar="NAME=COLUMN",
        help="a foreign key NAME holds values of COLUMN of the other table: author=username",
    )
    add(
        "--m2m",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help='a many-to-many field FIELD holds lists such as "red,new": values of COLUMN of the '
        "other table",
    )
    add(
        "--separator",
        default=",",
        metavar="TEXT",
        help="between the names of such lists (default: a comma); newline, tab and none do",
    )
    add("--ignore", action="append", default=[], metavar="NAME", help="leave out a file's column")
    add(
        "--set",
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help="the value of a column that the file lacks",
    )


def merging(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--match",
        metavar="COLUMN,...",
        help="how rows are found again in the table (default: by the primary key)",
    )
    add(
        "--existing",
        choices=("stop", "keep", "update", "replace"),
        default="stop",
        help="what happens to rows that exist already: stop (the default), keep, update, replace."
        " replace deletes all rows of the table first",
    )
    add(
        "--confirm-replace",
        metavar="DBNAME",
        help="the target database's name: confirms --existing replace without asking",
    )
    add(
        "--reject",
        metavar="FILE",
        help="import the good rows and write the others here, with the reasons; "
        "a folder where there are several files",
    )
    add("--full-clean", action="store_true", help="have the models validate every row too")
    add("--dry-run", action="store_true", help="say what would be done; write nothing")
