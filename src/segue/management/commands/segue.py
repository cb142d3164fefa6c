"""`manage.py segue`: the same parser and commands as `segue`, with the project already loaded."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from segue.commandline.arguments import build_parser
from segue.commandline.cli import perform


class Command(BaseCommand):
    """Hands everything to `segue.commandline.cli`; Django's own options keep their meaning."""

    help = "Moves the rows of this project from one PostgreSQL database to another."
    requires_system_checks: tuple[str, ...] = ()

    def create_parser(  # type: ignore[override]
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> argparse.ArgumentParser:
        """The parser of `segue` under this command's name."""
        self._prog = f"{prog_name.rpartition('/')[2]} {subcommand}"
        return build_parser(self._prog)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command; a status other than 0 leaves as SystemExit."""
        status = perform(argparse.Namespace(**options), self._prog, inside_django=True)
        if status:
            sys.exit(status)
