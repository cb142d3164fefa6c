"""The answer of `plan`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from segue.drafting import Draft
from segue.drafting.interview import Question
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


def question_object(question: Question, *, values: bool) -> dict[str, object]:
    """An open question, for programs; what rows hold is masked unless `values` are wanted."""
    show = str if values else masked
    return {
        "version": FORMAT_VERSION,
        "event": "question",
        "id": question.id,
        "kind": question.kind,
        "source": str(question.source),
        "target": str(question.target) if question.target is not None else None,
        "column": question.column or None,
        "reason": question.reason,
        "required": question.required,
        "rows": question.rows,
        "options": [
            {
                "line": option.line,
                "reason": option.reason,
                "complete": option.complete,
                "results": [show(value) for value in option.results],
            }
            for option in question.options
        ],
        "samples": {name: [show(v) for v in seen] for name, seen in question.samples.items()},
        "filled": question.filled,
    }


def answers_object(
    path: Path, taken: int, refused: Mapping[str, str], left: int
) -> dict[str, object]:
    """What became of answers, for programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "answers",
        "path": str(path),
        "taken": taken,
        "refused": [{"id": name, "reason": reason} for name, reason in refused.items()],
        "open_questions": left,
    }


def masked(value: str) -> str:
    """The form of a value: x for a letter, 0 for a digit."""
    return re.sub(r"\d", "0", re.sub(r"[^\W\d_]", "x", value))
