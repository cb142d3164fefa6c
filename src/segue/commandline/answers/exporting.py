"""The answer of `export`."""

from __future__ import annotations

from pathlib import Path

from segue.commandline.terminal import AnswerTable, Heading
from segue.events import FORMAT_VERSION
from segue.files.manifest import Manifest
from segue.wording import count, counted

COLUMNS = (
    Heading("file", shortens=True),
    Heading("rows", number=True),
    Heading("columns", number=True),
)


def export_table(manifest: Manifest) -> AnswerTable:
    """One row for each file."""
    rows = [(file.path, count(file.rows), count(len(file.columns))) for file in manifest.files]
    return AnswerTable(COLUMNS, rows)


def export_summary(manifest: Manifest) -> str:
    """`58 files with 31,204,118 rows`."""
    rows = sum(file.rows for file in manifest.files)
    return f"{counted(len(manifest.files), 'file')} with {counted(rows, 'row')}"


def export_object(folder: Path, manifest: Manifest) -> dict[str, object]:
    """The same for programs."""
    return {
        "version": FORMAT_VERSION,
        "event": "export",
        "folder": str(folder),
        "snapshot": manifest.snapshot.isoformat(),
        "files": [
            {"path": f.path, "table": str(f.table) if f.table else None, "rows": f.rows}
            for f in manifest.files
        ],
    }
