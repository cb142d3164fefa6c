"""The answer of `move --rehearse`."""

from __future__ import annotations

from segue.commandline.answers.verify import verify_object
from segue.commandline.terminal.text import duration, size
from segue.events import FORMAT_VERSION
from segue.move.run import Rehearsed


def rehearsal_lines(rehearsed: Rehearsed) -> list[str]:
    """What came of it, and how long the real thing will take."""
    return [
        f"Rehearsed: {rehearsed.outcome.verified}. The scratch database is dropped.",
        _expectation(rehearsed),
    ]


def _expectation(rehearsed: Rehearsed) -> str:
    share = rehearsed.outcome.share
    steps = ", ".join(f"{step.name.lower()} {duration(step.seconds)}" for step in rehearsed.timed)
    last = rehearsed.timed[-1].name.lower() if rehearsed.timed else "verify"
    if rehearsed.seconds is None:
        return (
            f"The sample was {share:.2%} of all bytes: too little to tell how long a move takes."
            " Rehearse with more of them, or without --sample."
        )
    if share < 1:
        return (
            f"A move of everything takes about {duration(rehearsed.seconds)} from prepare to"
            f" {last}, as far as {share:.0%} of the bytes can tell; this was {steps}."
        )
    return (
        f"A move of these {size(rehearsed.bytes)} takes about {duration(rehearsed.seconds)}"
        f" from prepare to {last}: {steps}."
    )


def rehearsal_object(rehearsed: Rehearsed) -> dict[str, object]:
    """The same for programs."""
    report = rehearsed.outcome.report
    return {
        "version": FORMAT_VERSION,
        "event": "rehearsal",
        "bytes": rehearsed.bytes,
        "share": rehearsed.outcome.share,
        "expected_seconds": rehearsed.seconds,
        "steps": {str(step.number): step.seconds for step in rehearsed.steps},
        "verify": verify_object(report) if report is not None else None,
    }
