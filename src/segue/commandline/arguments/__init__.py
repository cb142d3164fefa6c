"""The command line: one parser for `segue` and for `manage.py segue`."""

from segue.commandline.arguments.manual import COMMANDS
from segue.commandline.arguments.parser import PLAN, START, StrictParser, build_parser

__all__ = ["COMMANDS", "PLAN", "START", "StrictParser", "build_parser"]
