"""What the pages offer and what is not installed for it, with the line that installs it."""

from __future__ import annotations

from importlib.util import find_spec

EXTRAS = {
    "parquet": ("pyarrow", "exports as Parquet"),
    "zstd": ("zstandard", "files compressed with zstd"),
    "csv": ("clevercsv", "a second opinion on how a file is written"),
}
"""By the extra's name: the package that it brings, and what the pages cannot do without it."""


def missing() -> dict[str, str]:
    """By the extra's name: what cannot be done."""
    return {name: deed for name, (package, deed) in EXTRAS.items() if find_spec(package) is None}


def missing_lines() -> list[str]:
    """A sentence for each, fit to be read at the start."""
    return [
        f"Not installed: {deed}. To have it: pip install 'django-segue[{name}]'"
        for name, deed in missing().items()
    ]
