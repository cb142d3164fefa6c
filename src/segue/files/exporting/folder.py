"""The folder of an export: one export's at a time, and as it was until all files are whole."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from segue.errors import FolderBusy, FolderNotEmpty, FolderUnusable, ManifestUnreadable
from segue.files.exporting.writing import File
from segue.files.manifest import NAME, Manifest, read_manifest, write_manifest
from segue.private_files import make_private_folder

PARTS = ".*.part"
"""Names of files that are not whole, or whose export is not."""


@contextmanager
def claimed(folder: Path, *, overwrite: bool) -> Iterator[None]:
    """Make the folder and keep others from exporting into it; afterwards no part is left in it.

    Raises FolderNotEmpty, FolderBusy or FolderUnusable.
    """
    is_new = not folder.exists()
    descriptor = _opened(folder)
    try:
        _lock(folder, descriptor)
        _refuse_files(folder, overwrite=overwrite)
        _remove_parts(folder)
        try:
            yield
        except BaseException:
            _remove_parts(folder)
            if is_new:
                with suppress(OSError):  # somebody else's files keep it
                    folder.rmdir()
            raise
    finally:
        os.close(descriptor)


def publish(folder: Path, files: Iterable[File], manifest: Manifest) -> None:
    """Give all files their names, and last of all write the manifest.

    What an earlier export left here goes, since the new manifest does not speak of it.
    """
    earlier = _earlier_files(folder)
    (folder / NAME).unlink(missing_ok=True)
    for file in files:
        file.publish()
    for path in earlier - {folder / file.path for file in manifest.files}:
        path.unlink(missing_ok=True)
    write_manifest(folder, manifest)


def _opened(folder: Path) -> int:
    try:
        make_private_folder(folder)
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise FolderUnusable(folder=folder, reason=error.strerror or str(error)) from error


def _lock(folder: Path, descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FolderBusy(folder=folder) from None
    except OSError:
        return  # a file system without locks


def _refuse_files(folder: Path, *, overwrite: bool) -> None:
    there = sorted(path.name for path in folder.iterdir() if not path.match(PARTS))
    if there and not overwrite:
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        raise FolderNotEmpty(folder=folder, files=", ".join(there[:3]) + more)


def _remove_parts(folder: Path) -> None:
    for path in folder.glob(PARTS):
        path.unlink(missing_ok=True)


def _earlier_files(folder: Path) -> set[Path]:
    """The files of an earlier export, none outside the folder whatever its manifest says."""
    try:
        manifest = read_manifest(folder)
    except ManifestUnreadable:
        return set()
    names = [file.path for file in manifest.files] if manifest is not None else []
    return {folder / name for name in names if name == Path(name).name and name not in ("..", "")}
