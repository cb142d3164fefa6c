"""The options of commands that work on a plan, in groups that commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

BACK = "segue-back.toml"
"""The plan of the way back where nobody names another."""

ADDRESSES = (
    "a DATABASES alias, service:NAME, env:VARIABLE, or a postgresql:// URL without a password"
)


def source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="source", metavar="SOURCE", help=f"the database to read: {ADDRESSES}"
    )


def target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", dest="target", metavar="TARGET", help="the database to fill, named the same ways"
    )


def preparing(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--create-database",
        action="store_true",
        help="make the target database, with the source's encoding and locale",
    )
    add(
        "--remake",
        metavar="DBNAME",
        help="the target database's name: drop it, and create it again at the state that the move"
        " begins with",
    )
    add("--no-migrate", action="store_true", help="do not run migrate on the target")
    add("--dry-run", action="store_true", help="say what would be done; write nothing")
    add(
        "--once",
        action="store_true",
        help="where a finished run of this plan stands in the target's journal, compare nothing:"
        " both sides may have been written to since",
    )
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


def on_cluster(parser: argparse.ArgumentParser) -> None:
    _dask(
        parser,
        "have this Dask cluster (its scheduler: tcp://HOST:8786) help while rows are copied,"
        " by the services and variables of its machines",
    )


def _dask(parser: argparse.ArgumentParser, help: str) -> None:
    parser.add_argument("--dask", metavar="ADDRESS", help=help)


def live(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--live",
        action="store_true",
        help="move while the application writes on, and follow its changes until `cutover`",
    )
    parser.add_argument(
        "--back",
        nargs="?",
        const=BACK,
        metavar="PLAN",
        help="with --live: prepare the way back, by the plan that `plan --back` wrote"
        f" ({BACK}). After the cutover the old database follows the new one, until `reverse`",
    )
    _outbox(parser)


def _outbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--outbox",
        action="store_true",
        help="with --live: triggers in the source tell what changes, where it gives no"
        " replication slot; `forget` removes them",
    )


def live_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--live", action="store_true", help="only say what blocks a live move")
    _outbox(parser)


def cutting(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--rehearse",
        action="store_true",
        help="do all of it, say how long writers waited, and undo it",
    )
    add(
        "--max-pause",
        metavar="TIME",
        help="give up, and go on following, if writers would wait longer (800ms, 2s)",
    )
    add(
        "--switch-command",
        metavar="CMD",
        help="a shell command that points the application at the target, run at the end",
    )


def way(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by",
        choices=("history", "mapping"),
        help="for a new plan: by the project's own migrations, or by mapping. The first is the"
        " default where the migrations continue from the source",
    )


def old_code(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--old-code",
        metavar="DIR|REV",
        help="the project's code as it was for the source: a folder, or a revision of its"
        " repository. It makes the source's state where today's code cannot",
    )
    add("--old-python", metavar="PYTHON", help="the interpreter for --old-code, with its packages")


def fresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--target-is-fresh",
        action="store_true",
        help="you know that only migrate wrote the rows of the target",
    )


def copying(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    jobs(parser, "how many parts are copied at once")
    processes(parser)
    fresh(parser)
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


def pacing(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--max-rate",
        metavar="RATE",
        help="copy at most so many bytes a second (500kB, 20MB, 1GB), helpers included",
    )
    add(
        "--max-source-load",
        type=_at_least_none,
        metavar="N",
        help="lanes rest while more sessions of others than N are active on the source",
    )


def joining(parser: argparse.ArgumentParser) -> None:
    jobs(parser, "how many lanes this process lends")
    processes(parser)
    parser.add_argument(
        "--wait",
        action="store_true",
        help="wait for the run to begin, and to go on after it broke off",
    )


def _at_least(least: int, text: str) -> int:
    number = int(text)
    if number < least:
        raise argparse.ArgumentTypeError(f"must be {least} or more")
    return number


def _at_least_none(text: str) -> int:
    return _at_least(0, text)


def _at_least_one(text: str) -> int:
    return _at_least(1, text)


def drafting(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("-o", "--output", metavar="FILE", help="write to FILE instead; - prints the plan")
    add("--show", metavar="TABLE", help="print the SQL that reads and fills a target table")
    add("--ask", action="store_true", help="answer what is open here, one question at a time")
    add("--questions", action="store_true", help="list what is open, with the likely answers")
    add(
        "--values",
        action="store_true",
        help="with --questions or --ask: show values of rows as they are",
    )
    add("--answer", metavar="FILE", help="take answers from a file of JSON; - is standard input")
    add(
        "--back",
        nargs="?",
        const=BACK,
        metavar="FILE",
        help=f"write the plan of the way back of a live move ({BACK})",
    )
    add("--accept", choices=["BEST"], help="take the likeliest answer to every question")


def jobs(parser: argparse.ArgumentParser, help: str) -> None:
    parser.add_argument("--jobs", type=_at_least_one, metavar="N", help=help)


def processes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--processes",
        type=_at_least_one,
        metavar="N",
        help="how many processes call the plan's Python functions (one a core; 1: no other than"
        " the command's own)",
    )


def looking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-data", action="store_true", help="compare the schemas only; read no rows"
    )
    jobs(parser, "how many tables are looked at once")


def history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--history",
        action="store_true",
        help="say how the source stands to the project's migrations, and which are missing",
    )


def explaining(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--explain", metavar="CODE", help="explain a finding's code")


def choosing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="TABLE",
        help="only this target table; may be given more than once",
    )


def resetting(parser: argparse.ArgumentParser) -> None:
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


def serving(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--port",
        type=int,
        default=0,
        metavar="N",
        help="the port on 127.0.0.1 (default: a free one)",
    )
    add("--open", action="store_true", help="open a browser")


def keeping(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep", action="store_true", help="keep the servers up until Enter, to look around"
    )
    parser.add_argument(
        "--web", action="store_true", help="the pages with both databases, to move by hand"
    )
    parser.add_argument(
        "--live",
        action="store_true",
        help="the shop stays in use while it is moved, until the cutover",
    )


def fleet(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FLEET.toml", type=Path, help="the file that names the moves")
    jobs(parser, "how many moves are under way at once")
    add(
        "--only",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="only these moves; * stands for any characters",
    )
    add("--dry-run", action="store_true", help="say what each would do; write nothing")
    _dask(
        parser,
        "run the moves on the Dask cluster of this scheduler (tcp://HOST:8786), with the"
        " services and variables that are there",
    )
    add("--status", action="store_true", help="ask every target's journal how its move stands")


def comparing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", metavar="TABLE", help="name the rows that differ in a table")
