"""The answer of `plan`."""

from __future__ import annotations

from pathlib import Path

from segue.drafting import Draft
from segue.events import FORMAT_VERSION


def plan_object(draft: Draft, path: Path, unapplied: int, questions: int) -> dict[str, object]:
    """What was drafted, for programs; the plan itself is the file."""
    return {
        "version": FORMAT_VERSION,
        "event": "plan",
        "path": str(path),
        "tables": len(draft.plan.tables),
        "skipped": len(draft.plan.skip),
        "open_questions": questions,
        "unapplied_migrations": unapplied,
    }
