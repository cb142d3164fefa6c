"""The files that were given, each with what the manifest of an export knows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segue.errors import FileUnreadable, UsageError
from segue.files.dialect import Dialect
from segue.files.importing.destination import ENDINGS
from segue.files.importing.file_format import ExpectedFormat, FileOptions
from segue.files.importing.piped_files import label_of
from segue.files.manifest import NAME, ExportedFile, Manifest, read_manifest


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to import."""

    path: Path
    entry: ExportedFile | None = None
    """What the export wrote there, if it did."""
    dialect: Dialect | None = None
    """How it wrote it."""
    untouched: bool = False
    """Whether the file is byte for byte what the export wrote."""
    pipe: Path | None = None
    """The pipe whose bytes the file holds."""

    @property
    def label(self) -> str:
        """What messages call it."""
        return str(self.path) if self.pipe is None else label_of(self.pipe)

    def told(self, options: FileOptions) -> FileOptions:
        """What is known of the file's format: what a person says goes before the manifest."""
        if self.entry is None or self.dialect is None:
            return options
        dialect = self.dialect
        header = dialect.header if options.header is None else options.header
        # Who edits the file where numbers have a comma saves it with one, too.
        options = replace(options, header=header, decimal=options.decimal or dialect.decimal)
        if not self.untouched:
            return options
        return replace(
            options,
            encoding=options.encoding or dialect.encoding,
            delimiter=options.delimiter or dialect.delimiter,
            quote=dialect.quote if options.quote is None else options.quote,
            escape="" if options.escape is None else options.escape,
            null=dialect.null if options.null is None else options.null,
        )

    @property
    def expected(self) -> ExpectedFormat | None:
        """How the file was written, for what somebody saved since."""
        if self.dialect is None:
            return None
        return ExpectedFormat(
            self.dialect.encoding, self.dialect.delimiter, self.dialect.quote, "", len(self.columns)
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The exported columns, for a file without a header."""
        return tuple(column.name for column in self.entry.columns) if self.entry else ()


def files_in(
    paths: Sequence[Path], pipes: Mapping[Path, Path] | None = None
) -> tuple[InputFile, ...]:
    """The files meant: those named, and the CSV files of the folders named.

    `pipes` are those whose bytes are kept in a file. Raises UsageError, FileUnreadable where one is
    missing, ManifestUnreadable.
    """
    all_pipes = pipes or {}
    files = [file for path in paths for file in (_in_folder(path) if path.is_dir() else [path])]
    folders = {path.parent for path in files if path not in all_pipes}
    manifests = {folder: read_manifest(folder) for folder in folders}
    return tuple(
        InputFile(all_pipes[path], pipe=path)
        if path in all_pipes
        else _input_file(path, manifests[path.parent])
        for path in dict.fromkeys(files)
    )


def _input_file(path: Path, manifest: Manifest | None) -> InputFile:
    if not path.exists():
        raise FileUnreadable(path=path, reason="there is no such file")
    if not path.is_file():
        reason = "it is not a regular file, and files are read more than once: save it first"
        raise FileUnreadable(path=path, reason=reason)
    entry = manifest.file(path.name) if manifest is not None else None
    if manifest is None or entry is None:
        return InputFile(path)
    return InputFile(path, entry, manifest.dialect, entry.untouched(path.parent))


def _in_folder(folder: Path) -> list[Path]:
    """The folder's CSV files; all that its manifest lists have to be there."""
    manifest = read_manifest(folder)
    there = {p for p in folder.iterdir() if p.is_file() and ENDINGS.search(p.name)}
    listed = {folder / file.path for file in manifest.files} if manifest is not None else set()
    missing = sorted(path.name for path in listed if not path.exists())
    if missing:
        raise UsageError(
            message=f"{folder / NAME} lists {', '.join(missing)}, which is gone: "
            "put it back, or name the files to import"
        )
    if not there | listed:
        raise UsageError(message=f"the folder {folder} holds no CSV files")
    return sorted(there | listed)
