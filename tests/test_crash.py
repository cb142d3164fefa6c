"""Plugs pulled at random moments: a few tries; `make crash` makes hundreds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import segue
from segue import failpoints

TRIES = "3"
SEED = os.environ.get("SEGUE_CRASH_SEED", "57")
"""Chooses faults and moments; name another one to have others."""


def test_whatever_breaks_the_same_command_ends_as_a_move_that_nobody_disturbed() -> None:
    command = [sys.executable, "-m", "support.crash", "--tries", TRIES, "--seed", SEED]
    done = subprocess.run(
        command,
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"{TRIES} passed, 0 failed" in done.stdout


def test_every_place_to_die_at_has_a_name_that_is_known() -> None:
    folder = Path(segue.__file__).parent
    texts = [path.read_text() for path in folder.rglob("*.py")]
    reached = {name for text in texts for name in re.findall(r'reach\("([a-z-]+)"\)', text)}
    assert reached == set(failpoints.NAMES)
