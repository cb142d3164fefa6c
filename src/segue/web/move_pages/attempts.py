"""What the pages started last, as its own lines tell it: on its way, refused, or ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from segue.findings import Finding
from segue.processes import Said
from segue.progress import Tally
from segue.web import processes

RUN = "move"
"""One at a time: a move, or what takes one back."""
MOVES, RESTORES, FOLLOWS = "the move", "putting everything back", "following the source"


@dataclass(frozen=True, slots=True)
class MoveAttempt:
    """One start of a move, or of `restore`."""

    alive: bool
    deed: str
    """What was started, in words."""
    started: datetime
    tally: Tally
    run: int | None
    """The run that it began or took up; None as long as it did neither."""
    answered: bool
    """Whether it said at its end what came of it."""
    failure: Said | None
    """Why it ended before it was done."""
    lines: tuple[str, ...]
    """What it said, for people."""

    @property
    def refused(self) -> bool:
        """Whether it ended before it began anything."""
        return not self.alive and self.run is None and self.failure is not None

    @property
    def nothing_to_do(self) -> bool:
        """Whether it found that an earlier run had moved everything."""
        return (
            not self.alive and self.deed == MOVES and self.run is None
            and self.answered and self.failure is None
        )  # fmt: skip

    @property
    def blocking(self) -> list[Finding]:
        """The findings for which it was refused."""
        return [finding for finding in self.tally.findings if finding.blocks]


def start(plan: Path, deed: str, *words: str) -> None:
    """Run `segue WORDS`. Raises UsageError while a run is at work."""
    about = {"deed": deed}
    processes.start(plan, RUN, *words, "--json", "--no-input", about=about)


def is_alive(plan: Path) -> bool:
    """Whether a move, or what takes one back, is at work that the pages started."""
    return processes.is_alive(plan, RUN)


def end(plan: Path) -> None:
    """Have it end as by Ctrl-C."""
    processes.end(plan, RUN)


def latest(plan: Path) -> MoveAttempt | None:
    """The last one that pages of this plan started; None where they started none."""
    alive = is_alive(plan)  # before what it said last is read
    events = processes.events(plan, RUN)
    question = next((each for each in events if each.get("event") == "asked"), None)
    if question is None:
        return None
    kinds = {each.get("event") for each in events}
    answered = bool(kinds & {"verify", "restore", "rejects", "follow_ended"})
    failed = next((each for each in events if each.get("event") == "error"), None)
    if failed is None and not alive and not answered:
        failed = {"message": "it ended without a message", "help": "", "causes": []}
    run = next((each["run"] for each in events if each.get("event") == "run_started"), None)
    started = datetime.fromtimestamp(question["at"] / 1e9, UTC)
    return MoveAttempt(
        alive, question.get("deed", MOVES), started, processes.tally(plan, RUN), run, answered,
        failed, tuple(_lines(plan, events)),
    )  # fmt: skip


def _lines(plan: Path, events: list[Said]) -> Iterator[str]:
    """Notes, findings and the error, as a terminal would show them; what is no JSON as it is."""
    errors = {f"error: {each['message']}" for each in events if each.get("event") == "error"}
    plain = (line for line in processes.said(plan, RUN).splitlines() if line[:1] != "{")
    yield from (line for line in plain if line not in errors)  # told below, in its turn
    for each in events:
        match each:
            case {"event": "note", "text": str(text)}:
                yield text
            case {"event": "finding_reported", "severity": severity, "code": code, "title": title}:
                yield f"{severity}[{code}]: {title}"
            case {"event": "retrying", "what": what, "reason": reason}:
                yield f"{what} is tried again: {reason}"
            case {"event": "error", "message": str(message)}:
                yield f"error: {message}"
