"""The command line: one parser for `segue` and for `manage.py segue`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from segue import __version__

ABOUT = """\
Segue moves the rows of a Django project from one PostgreSQL database to another,
and proves that every row arrived. The source is only read."""

START = """\
Three commands to start with:

  {prog} plan --from old --to default    draft segue.toml: what goes where
  {prog} check                           say what would go wrong; nothing is written
  {prog} move                            move, set the sequences, verify

old and default are aliases of settings.DATABASES; a URL or service:NAME does as well.
`{prog} demo` shows a whole move in a minute. `{prog} --help` lists everything."""

ADDRESSES = (
    "a DATABASES alias, service:NAME, env:VARIABLE, or a postgresql:// URL without a password"
)

EXIT_CODES = """\
exit codes: 0 done, 1 failed, 2 wrong usage or a mistake in the plan, 3 a check blocks and
nothing was changed, 4 verify found differences, 5 done with rejects, 6 interrupted and can
be resumed, 7 an answer is needed and --no-input was given"""

VERBOSITY = "0 is --quiet, 1 the default; 2 and 3 show migrate's own output too"

Subparsers = argparse._SubParsersAction  # noqa: SLF001 -- the only name argparse has for it


@dataclass(frozen=True, slots=True)
class Command:
    """What the manual says of a command, and who adds its options."""

    name: str
    summary: str
    text: str
    examples: tuple[str, ...]
    options: tuple[Callable[[argparse.ArgumentParser], None], ...] = ()


def build_parser(prog: str) -> argparse.ArgumentParser:
    """The parser of every command; `prog` is `segue` or `manage.py segue`."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description=ABOUT,
        epilog=f"{START.format(prog=prog)}\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"segue {__version__}", help="show the version"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        _add_command(commands, command, prog)
    _add_common(parser, None)
    parser.set_defaults(plan="segue.toml", verbosity=1, skip_checks=True)
    return parser


def _add_common(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Options that may stand before or after the command.

    With `default` SUPPRESS, what stands before the command is not undone by the command's parser.
    """
    group = parser.add_argument_group("for every command", argument_default=default)
    add = group.add_argument
    add("--plan", metavar="FILE", help="the plan (default: segue.toml)")
    add("--settings", metavar="MODULE", help="the Django settings module")
    add("--pythonpath", metavar="DIR", help="a folder to put on the Python path")
    add("--json", action="store_true", help="one JSON object a line on standard output")
    add("--no-input", "--noinput", action="store_true", help="never ask: exit with 7 instead")
    add("--quiet", action="store_true", help="no progress, only what you must know")
    add("--no-color", action="store_true", help="no colours (as with NO_COLOR)")
    add("--traceback", action="store_true", help="the whole traceback of an error")
    add("-v", "--verbosity", type=int, choices=range(4), metavar="N", help=VERBOSITY)
    # Django's own, which manage.py passes on; they change nothing here.
    add("--force-color", action="store_true", help=argparse.SUPPRESS)
    add("--skip-checks", action="store_true", help=argparse.SUPPRESS)


def _add_command(
    commands: Subparsers[argparse.ArgumentParser], command: Command, prog: str
) -> None:
    parser = commands.add_parser(
        command.name,
        help=command.summary,
        description=f"{command.summary[0].upper()}{command.summary[1:]}.\n\n{command.text}",
        epilog="\n".join(["examples:", *(f"  {prog} {line}" for line in command.examples)]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for add_options in command.options:
        add_options(parser)
    _add_common(parser, argparse.SUPPRESS)


def _source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="source", metavar="SOURCE", help=f"the database to read: {ADDRESSES}"
    )


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", dest="target", metavar="TARGET", help="the database to fill, named the same ways"
    )


def _preparing(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--create-database",
        action="store_true",
        help="make the target database, with the source's encoding and locale",
    )
    add("--no-migrate", action="store_true", help="do not run migrate on the target")
    add("--dry-run", action="store_true", help="say what would be done; write nothing")
    add(
        "--rehearse",
        action="store_true",
        help="move into a scratch database on the target's server, verify, drop it",
    )
    add(
        "--sample",
        metavar="N",
        help="rehearse with so many rows of each table (1000 or 5%%) and all that they refer to",
    )


def _copying(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    _jobs(parser, "how many parts are copied at once")
    add(
        "--target-is-fresh",
        action="store_true",
        help="you know that only migrate wrote the rows of the target",
    )
    add(
        "--confirm-replace",
        metavar="DBNAME",
        help='the target database\'s name: confirms existing_rows = "replace" without asking',
    )
    add(
        "--rejects",
        metavar="DIR",
        type=Path,
        help="where files of rejected rows go (segue-rejects/RUN beside the plan)",
    )


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _drafting(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("-o", "--output", metavar="FILE", help="write to FILE instead; - prints the plan")
    add("--show", metavar="TABLE", help="print the SQL that reads and fills a target table")


def _jobs(parser: argparse.ArgumentParser, help: str) -> None:
    parser.add_argument("--jobs", type=_at_least_one, metavar="N", help=help)


def _looking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-data", action="store_true", help="compare the schemas only; read no rows"
    )
    _jobs(parser, "how many tables are looked at once")


def _explaining(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--explain", metavar="CODE", help="tell all about a finding's code")


def _choosing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="TABLE",
        help="only this target table; may be given more than once",
    )


def _resetting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reset",
        nargs="*",
        metavar="APP_LABEL",
        help="set all sequences past their columns' maxima, or only those of these apps",
    )
    parser.add_argument(
        "--print",
        dest="print_sql",
        action="store_true",
        help="print the SQL that would set them; change nothing",
    )


def _sheets(parser: argparse.ArgumentParser) -> None:
    """Which rows are exported."""
    add = parser.add_argument
    add("folder", nargs="?", metavar="DIR", help="where to write (default: segue-export); - prints")
    several = partial(add, action="append", default=[])
    several("--table", metavar="TABLE", help="a table or a pattern such as public.shop_*")
    several("--app", metavar="LABEL", help="the tables of a Django app")
    several("--model", metavar="APP.MODEL", help="the table of a Django model")
    add("--columns", metavar="A,B", help="only these columns of the one table, in this order")
    add("--where", metavar="SQL", help="only rows of the one table for which this holds")
    add("--query", metavar="SQL", help="what this SELECT answers, in place of tables")
    add(
        "--through-plan",
        action="store_true",
        help="in the shape of the target's tables, as the plan maps them",
    )
    add("--overwrite", action="store_true", help="into a folder that holds files already")
    _jobs(parser, "how many tables are written at once")


def _dialect(parser: argparse.ArgumentParser) -> None:
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
        help="as Excel opens it by a double click: a byte order mark, and a semicolon and decimal "
        "commas where your locale has them; says what Excel would change",
    )
    add("--format", choices=("csv", "parquet"), default="csv", help="of the files (default: csv)")


def _serving(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--port",
        type=int,
        default=0,
        metavar="N",
        help="the port on 127.0.0.1 (default: a free one)",
    )
    add("--open", action="store_true", help="open a browser")


def _keeping(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep", action="store_true", help="keep the servers up until Enter, to look around"
    )
    parser.add_argument(
        "--web", action="store_true", help="the pages with both databases, to move by hand"
    )


def _comparing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", metavar="TABLE", help="name the rows that differ in a table")


def _files(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="CSV files, or folders of them; .gz and .zst too")
    add("--table", metavar="TABLE", help="the table to fill (default: the file is named after it)")
    add("--model", metavar="APP.MODEL", help="the same, by a model: blog.Post")


def _file_form(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("how the files are written, where it is not found out")
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
        "--dates",
        choices=("ymd", "dmy", "mdy"),
        default="ymd",
        help="how day, month and year are ordered where dates are not written as 2025-04-03",
    )
    add("--timezone", default="UTC", metavar="ZONE", help="of times that name none (default: UTC)")
    add("--verbatim", action="store_true", help="take what looks mangled by a spreadsheet as it is")


def _file_columns(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("where the columns go, for one file")
    add = group.add_argument
    add("--columns", metavar="A,B,C", help="the table's columns in the order of the file's")
    add(
        "--map",
        action="append",
        default=[],
        metavar="NAME=COLUMN",
        help="the file's column NAME fills COLUMN; may be given more than once, as the next three",
    )
    add(
        "--lookup",
        action="append",
        default=[],
        metavar="NAME=COLUMN",
        help="a foreign key NAME holds values of COLUMN of the other table: author=username",
    )
    add("--ignore", action="append", default=[], metavar="NAME", help="leave out a file's column")
    add(
        "--set",
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help="the value of a column that the file lacks",
    )


def _merging(parser: argparse.ArgumentParser) -> None:
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
        help="what becomes of rows that the table has: stop (the default) refuses the import, "
        "keep leaves them, update changes them, replace deletes all rows of the table first",
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


COMMANDS = (
    Command(
        "move",
        "move all rows: the eight steps from Prepare to Verify",
        "Drafts a plan where there is none. After an interruption, the same command goes on.",
        (
            "move --from old --to default",
            "move --from env:OLD_DATABASE_URL --to service:new --create-database",
            "move --dry-run",
            "move --rehearse",
            "move --rehearse --sample 5%%",
        ),
        (_source, _target, _preparing, _copying),
    ),
    Command(
        "plan",
        "draft the plan, or draft it anew",
        "The plan says which rows become which rows. Your edits and comments in it are kept.",
        ("plan --from old --to default", "plan -o -", "plan --show public.shop_order"),
        (_source, _target, _drafting),
    ),
    Command(
        "check",
        "say what would go wrong; nothing is written",
        "Compares schema with schema, and the data with the target's rules.",
        ("check", "check --from old --to default", "check --no-data", "check --explain S201"),
        (_source, _target, _looking, _explaining),
    ),
    Command(
        "copy",
        "steps 4 to 8 for a plan that exists",
        "Like move, but the target is migrated and the plan is written already.",
        ("copy", "copy --only public.shop_order --only public.shop_orderline"),
        (_source, _target, _choosing, _copying),
    ),
    Command(
        "sequences",
        "list every sequence with a verdict, or set them",
        "A sequence is never set backwards. The result equals sqlsequencereset for every app,\n"
        "and covers what that leaves out.",
        (
            "sequences",
            "sequences --reset",
            "sequences --reset shop blog",
            "sequences --print | python manage.py dbshell",
        ),
        (_target, _resetting),
    ),
    Command(
        "verify",
        "compare every table on both sides by count and checksum",
        "Exits with 4 where they differ.",
        ("verify", "verify --rows public.shop_order"),
        (_source, _target, _comparing),
    ),
    Command(
        "export",
        "write tables to CSV files, all of one moment",
        "A file for each table, and a manifest that `import` reads. The database is only read.\n"
        "The folder stays as it was until all files are whole.",
        (
            "export --from old",
            "export orders --from old --app shop --excel",
            "export - --from old --table shop_order --where \"status = 'new'\"",
            "export --through-plan",
        ),
        (_source, _target, _sheets, _dialect),
    ),
    Command(
        "import",
        "bring rows out of CSV files into the tables, all of them or none",
        "Reads what any tool writes, and says what it took the file for. A row that the table\n"
        "refuses is told with its line, its column and what would mend it.",
        (
            "import shop_product.csv --dry-run",
            "import prices.csv --table shop_product --match sku --existing update",
            "import posts.csv --model blog.Post --lookup author=username --reject bad.csv",
            "import export/",
        ),
        (_files, _target, _merging, _file_form, _file_columns),
    ),
    Command(
        "status",
        "how far a run is, asked from anywhere",
        "Reads the journal in the target, and needs no plan.",
        ("status --to default", "status --to default --json"),
        (_target,),
    ),
    Command(
        "stop",
        "ask a running move to stop; it can be resumed",
        "Parts under way are given up; the next run copies them again.",
        ("stop --to default",),
        (_target,),
    ),
    Command(
        "restore",
        "put indexes and constraints back after a crash, and give the run up",
        "Use it instead of resuming.",
        ("restore --to default",),
        (_target,),
    ),
    Command(
        "forget",
        "drop the journal of finished runs",
        "The schema `segue` leaves the target; refused while a run is unfinished.",
        ("forget --to default",),
        (_target,),
    ),
    Command(
        "web",
        "the same as pages, for a browser on this machine",
        "Edits the plan, starts runs as processes of their own, and watches them. Answers only to\n"
        "the address that it prints. It needs the extra: pip install 'django-segue[web]'",
        ("web", "web --from old --to default --open"),
        (_source, _target, _serving),
    ),
    Command(
        "demo",
        "two databases, a project and its refactored successor, and a whole move in a minute",
        "Everything is temporary. It needs the extra: pip install 'django-segue[demo]'",
        ("demo", "demo --keep", "demo --web"),
        (_keeping,),
    ),
)
"""In the order of the manual."""
