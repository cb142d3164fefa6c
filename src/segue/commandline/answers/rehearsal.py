"""The answer of `move --rehearse`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from segue.commandline.answers.verify import verify_object
from segue.commandline.terminal.text import duration, size
from segue.events import FORMAT_VERSION
from segue.move.forecast import Forecast
from segue.move.run import RehearsalResult
from segue.move.steps import NAMES

SHOWN = 3
"""Changes that would help, the most first."""


def rehearsal_lines(rehearsed: RehearsalResult) -> list[str]:
    """What came of it, how long the real thing will take, and what it will wait for."""
    lines = [
        f"Rehearsed: {rehearsed.outcome.verified}. The scratch database is dropped.",
        _expectation(rehearsed),
    ]
    if rehearsed.forecast is not None:
        lines += _limits(rehearsed.forecast)
    return lines


def _expectation(rehearsed: RehearsalResult) -> str:
    share = rehearsed.outcome.share
    steps = ", ".join(f"{step.name.lower()} {duration(step.seconds)}" for step in rehearsed.timed)
    last = rehearsed.timed[-1].name.lower() if rehearsed.timed else "verify"
    if rehearsed.forecast is None:
        return (
            f"The sample was {share:.2%} of all bytes: too little to tell how long a move takes."
            " Rehearse with more of them, or without --sample."
        )
    whole = rehearsed.forecast.whole
    time = f"{duration(whole.likely)} ({duration(whole.low)} to {duration(whole.high)})"
    if share < 1:
        return (
            f"A move of everything takes about {time} from prepare to"
            f" {last}, as far as {share:.0%} of the bytes can tell; this was {steps}."
        )
    return (
        f"A move of these {size(rehearsed.bytes)} takes about {time}"
        f" from prepare to {last}: {steps}."
    )


def _limits(forecast: Forecast) -> Iterator[str]:
    """What the longest steps wait for, and what would make the move faster."""
    for number, limit in forecast.limits.items():
        seconds = forecast.steps[number].likely
        if seconds >= forecast.whole.likely / 10:
            yield f"{NAMES[number]}, {duration(seconds)}: the limit is {limit}."
    changes = [f"{gain.change} (saves {duration(gain.seconds)})" for gain in forecast.gains]
    if changes:
        yield f"What would help most, by the model: {', '.join(changes[:SHOWN])}."


def rehearsal_object(rehearsed: RehearsalResult) -> dict[str, object]:
    """The same for programs."""
    report, forecast = rehearsed.outcome.report, rehearsed.forecast
    whole = forecast.whole if forecast is not None else None
    return {
        "version": FORMAT_VERSION,
        "event": "rehearsal",
        "bytes": rehearsed.bytes,
        "share": rehearsed.outcome.share,
        "expected_seconds": rehearsed.seconds,
        "expected_low": whole.low if whole is not None else None,
        "expected_high": whole.high if whole is not None else None,
        "expected": _by_step(forecast) if forecast is not None else None,
        "gains": [asdict(gain) for gain in forecast.gains] if forecast is not None else [],
        "steps": {str(step.number): step.seconds for step in rehearsed.steps},
        "verify": verify_object(report) if report is not None else None,
    }


def _by_step(forecast: Forecast) -> dict[str, object]:
    return {
        str(step): {**asdict(expected), "limit": forecast.limits.get(step)}
        for step, expected in forecast.steps.items()
    }
