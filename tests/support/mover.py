"""A move as a person types it: `segue` in a process of its own, between two test databases."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from support import forked
from support.compare import differences
from support.databases import Database
from support.forked import Running

PATIENCE = 60
"""Seconds after which a command that has not ended is taken to hang."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    answer: str
    said: str

    @property
    def killed(self) -> bool:
        return self.status == -signal.SIGKILL


@dataclass(frozen=True)
class Mover:
    """Runs commands in a folder of its own, where the plan comes to lie."""

    source: Database
    target: Database
    folder: Path

    def run(
        self, *words: str, env: Mapping[str, str] | None = None, patience: float = PATIENCE
    ) -> Ended:
        """Run `segue` and wait for its end."""
        process = self.start(*words, env=env)
        answer, said = process.communicate(timeout=patience)
        return Ended(process.wait(), answer, said)

    def start(self, *words: str, env: Mapping[str, str] | None = None) -> Running:
        """Start `segue` and leave it running."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
        return forked.start(("-m", "segue", *words), self.folder, {**environment, **(env or {})})

    def move(self, *words: str, failpoint: str = "") -> Ended:
        """`segue move` from the source to the target, to be killed at a failpoint."""
        sides = ("--from", self.source.url, "--to", self.target.url)
        env = {"SEGUE_FAILPOINT": failpoint} if failpoint else None
        return self.run("move", *sides, "--no-input", *words, env=env)

    def on_target(self, command: str, *words: str) -> Ended:
        """A command that looks at the target alone."""
        return self.run(command, "--to", self.target.url, *words)

    def differences(self, *ignore: str) -> list[str]:
        """What an independent comparison finds."""
        with self.source.connect() as left, self.target.connect() as right:
            return differences(left, right, ignore)


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
