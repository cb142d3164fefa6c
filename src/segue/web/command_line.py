"""Words of a command, as the command itself understands them, and as a person types them."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from functools import lru_cache

from segue.commandline.arguments import StrictParser, build_parser


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """What the parser makes of them. Raises UsageError."""
    return _parser().parse_args(words)


def line_of(words: Sequence[str]) -> str:
    """The command line."""
    return shlex.join(["segue", *words])


@lru_cache(maxsize=1)
def _parser() -> argparse.ArgumentParser:
    return build_parser("segue", StrictParser)
