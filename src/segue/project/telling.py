"""What happens in the closed process, told to whoever follows the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from segue.events import MigrationFinished, MigrationStarted, Note, Reporter


class MigrationReporter:
    """Tells a reporter of each migration, and of what migrations print."""

    def __init__(self, reporter: Reporter, purpose: str) -> None:
        self._reporter = reporter
        self._purpose = purpose
        self._number = self._total = 0

    def on_line(self, line: str) -> None:
        if line.strip():
            self._reporter.report(Note(line.rstrip(), "detail"))

    def on_event(self, message: Mapping[str, Any]) -> None:
        """A migration began or ended; see `project.child.verbs.Progress`."""
        app, name = message["app"], message["name"]
        if message["kind"] == "started":
            self._number, self._total = message["number"], message["total"]
            place = self._number, self._total, self._purpose
            self._reporter.report(MigrationStarted(app, name, *place, atomic=message["atomic"]))
        else:
            place = self._number, self._total, self._purpose
            self._reporter.report(MigrationFinished(app, name, *place, message["seconds"]))
