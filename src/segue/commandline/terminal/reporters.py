"""Reporters for a pipe, for programs, and for nobody. The one for a terminal is in `live`."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from segue import events
from segue.commandline.terminal.closing import show_closing
from segue.commandline.terminal.screen import Screen
from segue.commandline.terminal.words import copied, migrating, of_fleet, style_of, worded
from segue.findings import Finding
from segue.progress import Tally

EVERY = 5.0
"""Seconds between two lines of progress in a log."""


class HumanReporter:
    """Words events for people. Sub-classes say how a line and the progress appear."""

    def __init__(
        self, screen: Screen, clock: Callable[[], float] = time.monotonic, *, details: bool = False
    ) -> None:
        self.screen = screen
        self.tally = Tally(clock)
        self.details = details
        self._findings: list[Finding] = []
        self._printing = threading.RLock()
        # Never held while printing: a live display takes it while it holds the console's own lock.
        self._state = threading.Lock()

    def report(self, event: events.Event) -> None:
        with self._printing:
            with self._state:
                self.tally.add(event)
            if isinstance(event, events.FindingReported):
                self._findings.append(event.finding)
                return
            self._show_findings()
            self.show(event)
            if isinstance(event, events.RunFinished):
                self.close()
                show_closing(self.screen, self.tally, event)

    def close(self) -> None:
        """Leave the terminal as it was found; more events may follow."""
        self._show_findings()

    def show(self, event: events.Event) -> None:
        """Say what happened, if that is worth a line."""
        if isinstance(event, events.Note) and event.level == "detail" and not self.details:
            return
        line = worded(event)
        if line:
            self.screen.say(line, style_of(event))

    def pause(self) -> AbstractContextManager[None]:
        """Nothing moves while a question is asked: `with reporter.pause(): ...`."""
        return nullcontext()

    def _show_findings(self) -> None:
        findings, self._findings = self._findings, []
        self.screen.findings(findings)


class PlainReporter(HumanReporter):
    """One line for each noteworthy event, and one of progress every few seconds."""

    def __init__(
        self, screen: Screen, clock: Callable[[], float] = time.monotonic, *, details: bool = False
    ) -> None:
        super().__init__(screen, clock, details=details)
        self._said = clock()

    def show(self, event: events.Event) -> None:
        super().show(event)
        now = self.tally.clock()
        if isinstance(event, events.TableProgress) and now - self._said >= EVERY:
            self._said = now
            self.screen.say(f"  {copied(self.tally)}")
        if isinstance(event, events.MigrationStarted) and now - self._said >= EVERY:
            self._said = now
            self.screen.say(f"  {migrating(event)}")
        if isinstance(event, events.FleetProgress) and now - self._said >= EVERY:
            self._said = now
            self.screen.say(f"  {of_fleet(event)}")


class QuietReporter(HumanReporter):
    """Only what a person has to know: warnings, and findings that block."""

    def report(self, event: events.Event) -> None:
        if isinstance(event, events.Note) and event.level == "warning":
            self.screen.say(worded(event), style_of(event))
        if isinstance(event, events.FindingReported) and event.finding.blocks:
            self.screen.findings([event.finding])


class JsonReporter:
    """One JSON object a line on standard output, each flushed as it comes.

    When the reader goes away the move goes on, and nobody is told.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream: TextIO | None = stream
        self._lock = threading.Lock()

    def report(self, event: events.Event) -> None:
        self.write(event.as_json())

    def write(self, value: object) -> None:
        """Write one line; values that JSON does not know become text."""
        line = json.dumps(value, ensure_ascii=True, default=str)
        with self._lock:
            if self._stream is not None:
                self._write(self._stream, line)

    def _write(self, stream: TextIO, line: str) -> None:
        try:
            stream.write(line + "\n")
            stream.flush()
        except BrokenPipeError:
            self._stream = None

    def pause(self) -> AbstractContextManager[None]:
        return nullcontext()

    def close(self) -> None:
        return None
