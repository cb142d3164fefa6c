"""A forecast as a file beside the plan, for the move that it foretells."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from segue.database.records import ExpectedSeconds
from segue.move.forecast.measured import Forecast

VERSION = 1


def forecast_path(plan: Path) -> Path:
    """Where the forecast of a plan's move is kept."""
    return plan.with_suffix(".forecast.json")


def keep_forecast(path: Path, digest: str, forecast: Forecast) -> None:
    """Write it down; `digest` stands for what the move does. Where that cannot be, nothing is."""
    steps = {str(step): asdict(each) for step, each in forecast.steps.items()}
    document = {"version": VERSION, "digest": digest, "seconds": steps}
    with suppress(OSError):
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def kept_forecast(path: Path, digest: str) -> dict[int, ExpectedSeconds]:
    """By step; empty where there is none, or one of another move."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if (document["version"], document["digest"]) != (VERSION, digest):
            return {}
        return {int(step): ExpectedSeconds(**each) for step, each in document["seconds"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
