"""Files that a browser sent: streamed into a private folder, gone with the pages."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from segue.errors import UsageError
from segue.private_files import open_private


class Uploads:
    """The file that was sent last."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def take(self, sent: UploadedFile[Any]) -> Path:
        """Keep the file under its own name, in place of the one before. Raises UsageError."""
        name = Path(sent.name or "").name
        if name in ("", ".", "..") or "\0" in name:
            raise UsageError(message="the file has no name that could be kept: rename it")
        before, self._folder = self._folder, tempfile.TemporaryDirectory(prefix="segue-")
        path = Path(self._folder.name) / name
        with open_private(path, "xb") as file:
            for chunk in sent.chunks():
                file.write(chunk)
        if before is not None:
            before.cleanup()
        return path
