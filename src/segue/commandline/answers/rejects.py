"""What a move says of rows that the target refused."""

from __future__ import annotations

from collections.abc import Sequence

from segue.events import FORMAT_VERSION
from segue.move.rejects import RejectFile
from segue.wording import count, counted


def rejects_text(files: Sequence[RejectFile]) -> str:
    """How many rows, where they are, and what to do."""
    rows = sum(file.rows for file in files)
    lines = [f"  {file.path}: {count(file.rows)}" for file in files]
    return "\n".join(
        [
            f"{counted(rows, 'row')} of {counted(len(files), 'table')} rejected; each is in a file"
            " with its reason:",
            *lines,
            "Correct the values there, then `segue import` takes the file.",
        ]
    )


def rejects_object(files: Sequence[RejectFile]) -> dict[str, object]:
    """The same for programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "rejects",
        "rows": sum(file.rows for file in files),
        "files": [
            {"table": str(file.table), "rows": file.rows, "path": str(file.path)} for file in files
        ],
    }
