"""One move of a try: started, disturbed, ended, started again by the same command."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from segue.errors import ExitStatus
from support import forked
from support.crash.estate import Pair
from support.forked import Running
from support.mover import Ended

PATIENCE = 150
"""Seconds after which a move that nothing disturbs any more is taken to hang."""

EXPLAINED = (
    ExitStatus.DONE,
    ExitStatus.FAILED,
    ExitStatus.USAGE,
    ExitStatus.BLOCKED,
    ExitStatus.REJECTS,
    ExitStatus.INTERRUPTED,
)
"""How a disturbed move may end; USAGE where the plan names a table that is gone."""

BROKEN = ("Segue itself failed", "Traceback", "Exception in thread")
"""What it never may say."""

WORDS = ("move", "--from", "env:OLD", "--to", "env:NEW", "--no-input", "--target-is-fresh")


class Run:
    """A mover, and the commands that look at what it does."""

    def __init__(self, pair: Pair, folder: Path) -> None:
        self._env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")},
            "OLD": pair.old_url,
            "NEW": pair.new_url,
        }
        self.folder = folder
        self._words = (*WORDS, "--confirm-replace", pair.new.name)
        self._process: Running | None = None
        self._killed = False
        self._helper: Running | None = None
        self._began = time.monotonic()
        self.log: list[str] = []
        """What happened, with seconds since the first start."""
        self.problems: list[str] = []

    def note(self, words: str) -> None:
        self.log.append(f"{self.seconds:6.2f} {words}")

    @property
    def seconds(self) -> float:
        """Since the first start."""
        return time.monotonic() - self._began

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, failpoint: str = "") -> None:
        """Begin, or go on, by the same command as ever; a mover that ended is read first.

        At the failpoint it dies.
        """
        self.read()
        self._process = self._open(*self._words, failpoint=failpoint)
        self._killed = bool(failpoint)
        self.note(f"move started {failpoint}".rstrip())

    def wait(self, seconds: float) -> None:
        """Let it run for so long, or until it ends."""
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)

    def read(self) -> Ended | None:
        """How the mover ended, or None where none was started; hears what it should not say."""
        if self._process is None:
            return None
        try:
            answer, said = self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.problems.append(f"the move still ran after {PATIENCE} seconds")
            self._process.kill()
            answer, said = self._process.communicate()
        ended = Ended(self._process.wait(), answer, said)
        self._process = None
        self._judge("move", ended, killed=self._killed)
        self._killed = False
        return ended

    def kill(self) -> None:
        if self._process is not None:
            self._killed = True
            self._process.kill()
            self._process.wait()

    def signal(self, number: signal.Signals) -> None:
        if self.running and self._process is not None:
            self._process.send_signal(number)

    def help(self) -> None:
        """A helper joins, and stays through whatever comes, until the run is done."""
        if self._helper is None:
            words = ("join", "--from", "env:OLD", "--to", "env:NEW", "--jobs", "2", "--wait")
            self._helper = self._open(*words)

    def kill_helper(self) -> None:
        if self._helper is not None:
            self._helper.kill()
            self.dismiss(killed=True)

    def dismiss(self, *, killed: bool = False) -> None:
        """The helper ends by itself where the run is done; hears what it should not say."""
        if self._helper is None:
            return
        try:
            answer, said = self._helper.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.problems.append(f"the helper still ran {PATIENCE} seconds after the run")
            self._helper.kill()
            answer, said = self._helper.communicate()
        self._judge("join", Ended(self._helper.wait(), answer, said), killed=killed)
        self._helper = None

    def look(self, command: str, failpoint: str = "") -> Ended:
        """`segue status`, `stop` and the like, from another terminal."""
        process = self._open(command, "--to", "env:NEW", failpoint=failpoint)
        answer, said = process.communicate(timeout=PATIENCE)
        ended = Ended(process.wait(), answer, said)
        self._judge(command, ended, killed=bool(failpoint))
        return ended

    def plan(self) -> str:
        """The plan as Segue drafts it."""
        words = ("plan", "--from", "env:OLD", "--to", "env:NEW", "-o", "-")
        answer, said = self._open(*words).communicate(timeout=PATIENCE)
        assert answer, said
        return answer

    def beside(self) -> None:
        """The same command from another terminal, to its end."""
        process = self._open(*self._words)
        answer, said = process.communicate(timeout=PATIENCE)
        self._judge("second move", Ended(process.wait(), answer, said))

    def restore(self, killed_after: float | None = None) -> None:
        """Give the run up, if there is one; or die on the way there."""
        self.read()
        if killed_after is not None:
            process = self._open("restore", "--to", "env:NEW")
            with suppress(subprocess.TimeoutExpired):
                process.wait(killed_after)
            process.kill()
            answer, said = process.communicate()
            killed = process.returncode == -signal.SIGKILL
            self._judge("restore", Ended(process.wait(), answer, said), killed=killed)
            return
        if self.look("restore").status != 0:
            self.problems.append("restore failed on a server that was up")

    def _open(self, *words: str, failpoint: str = "") -> Running:
        environment = {**self._env, "SEGUE_FAILPOINT": failpoint}
        return forked.start(("-m", "segue", *words), self.folder, environment)

    def _judge(self, command: str, ended: Ended, *, killed: bool = False) -> None:
        self.note(f"{command} ended with {ended.status}")
        self.log += [f"       | {line}" for line in (ended.said + ended.answer).splitlines()]
        words = [word for word in BROKEN if word in ended.said]
        if words:
            self.problems.append(f"{command} said {words[0]!r}")
        fell = killed or ended.status in (-signal.SIGINT, -signal.SIGTERM, -signal.SIGHUP)
        if not fell and ended.status not in EXPLAINED:
            self.problems.append(f"{command} ended with status {ended.status}")
