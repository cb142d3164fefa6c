"""Files that hold rows: only whoever ran the command can read them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

FOLDER, FILE = 0o700, 0o600


def make_private_folder(path: Path) -> None:
    """Make the folder with those above it; one that is there already keeps its mode."""
    if not path.parent.exists():
        make_private_folder(path.parent)
    path.mkdir(mode=FOLDER, exist_ok=True)


def open_private(path: Path, mode: str = "wb") -> BinaryIO:
    """Open the file to be written anew; what was there becomes private too."""
    file = open(path, mode, opener=_private)  # noqa: SIM115
    os.fchmod(file.fileno(), FILE)
    return file  # type: ignore[return-value]


def write_private(path: Path, text: str) -> None:
    """Write a text, which stands beside files that hold rows and may quote from them."""
    with open_private(path) as file:
        file.write(text.encode())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE)
