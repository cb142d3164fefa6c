"""The parser, and what stands at the end of its help."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from segue import __version__
from segue.commandline.arguments.manual import COMMANDS, CommandEntry
from segue.errors import UsageError
from segue.wording import nearest

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

EXIT_CODES = """\
exit codes: 0 done, 1 failed, 2 wrong usage or a mistake in the plan, 3 a check blocks and
nothing was changed, 4 verify found differences, 5 done with rejects, 6 interrupted and can
be resumed, 7 an answer is needed and nobody
can be asked"""

VERBOSITY = "0 is --quiet, 1 the default; 2 and 3 show migrate's own output too"

Subparsers = argparse._SubParsersAction  # noqa: SLF001 -- the only name argparse has for it


PLAN = "segue.toml"
"""The plan where nobody names another."""


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest word where one is mistyped."""

    def error(self, message: str) -> NoReturn:
        super().error(with_nearest(message))


def with_nearest(message: str) -> str:
    """What argparse says of a word that is none of its choices, with the nearest of them."""
    mistake = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message, re.DOTALL)
    if mistake is None:
        return message
    choices = re.findall(r"[\w-]+", mistake[2])
    suggestion = nearest(mistake[1], choices)
    return f"there is no {mistake[1]!r} here" + (
        f": {suggestion}" if suggestion else f"; choose from {', '.join(choices)}"
    )


class StrictParser(argparse.ArgumentParser):
    """A parser whose mistakes are errors, for words that no person typed into a terminal."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message=message)


def build_parser(
    prog: str, kind: type[argparse.ArgumentParser] = Parser
) -> argparse.ArgumentParser:
    """The parser of every command; `prog` is `segue` or `manage.py segue`."""
    parser = kind(
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
    parser.set_defaults(plan=PLAN, verbosity=1, skip_checks=True)
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
    commands: Subparsers[argparse.ArgumentParser], command: CommandEntry, prog: str
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
