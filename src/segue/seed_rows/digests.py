"""What `migrate` alone writes, remembered by digests, so that one proof serves several commands."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from segue.private_files import make_private_folder, write_private

Rows = Iterable[tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class SeedDigest:
    """The rows of one table, by the columns that are the same in every migrated database."""

    columns: tuple[str, ...]
    digest: str


def digest_of(columns: Collection[str], rows: Rows) -> SeedDigest:
    """The digest of rows that are given as the texts of these columns, in any order."""
    texts = sorted(json.dumps(row) for row in rows)
    return SeedDigest(tuple(columns), hashlib.sha256("\n".join(texts).encode()).hexdigest())


class SeedDigests:
    """Those of one project's code at one state of its migrations, in the user's cache folder."""

    def __init__(self, code: str | None, records: Collection[tuple[str, str]]) -> None:
        """`code` is the digest of the project's code; without it nothing is kept. `records` are the
        migrations (app, name) that the target ran.
        """
        state = json.dumps([code, sorted(records)])
        name = hashlib.sha256(state.encode()).hexdigest()[:32]
        self._path = _cache_folder() / "fresh" / f"{name}.json" if code is not None else None

    def read(self) -> Mapping[str, SeedDigest]:
        """By table; nothing where there is none, or none that can be read."""
        if self._path is None:
            return {}
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            document = json.loads(self._path.read_text(encoding="utf-8"))
            return {
                table: SeedDigest(tuple(one["columns"]), one["digest"])
                for table, one in document.items()
            }
        return {}

    def write(self, digests: Mapping[str, SeedDigest]) -> None:
        """Keep them; a folder that cannot be written costs the next command its own proof."""
        if self._path is None:
            return
        with suppress(OSError):
            make_private_folder(self._path.parent)
            document = {table: asdict(digest) for table, digest in digests.items()}
            write_private(self._path, json.dumps(document))


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "segue"
