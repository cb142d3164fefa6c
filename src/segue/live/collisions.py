"""Two source rows under one key of a table: told, or the one that came later becomes a reject.

Whose row the target shows nothing there tells. So the source is asked, where a new row comes under
a key that the table has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from segue.database.names import QualifiedName
from segue.database.records import LoadRecord
from segue.database.session import Connection
from segue.errors import SharedKey
from segue.live.staging import CHUNK, Staging
from segue.loading.key_collisions import in_both, known, reject, there, twice
from segue.mapping.followed import SMALL, Reading
from segue.mapping.one_key import is_one_row, keys_differ, may_share_keys
from segue.mapping.sql.changed_rows import arriving_keys

_REASON = "another row has its key in this table, from {}"


@dataclass(frozen=True, slots=True)
class Collisions:
    """Looks for them among the new rows of a batch, through one pair of sessions."""

    source: Connection
    target: Connection
    staging: Staging
    loads: Mapping[QualifiedName, LoadRecord]
    rejecting: frozenset[QualifiedName]

    def settle(self, table: QualifiedName, readings: Sequence[Reading], *, whole: bool) -> None:
        """`readings` fill the table; with `whole`, all their rows are new ones.

        Raises SharedKey where the table's refused rows are not put aside.
        """
        staged = self.staging.staged(table)
        for reading in staged:
            if not keys_differ(reading.transfer):
                self._require_different(reading, whole=whole)
            for other in readings:
                if other is reading or not may_share_keys(reading.transfer, other.transfer):
                    continue
                if other in staged:
                    self._within(reading, other)
                if not (whole or is_one_row(reading.transfer, other.transfer)):
                    self._against(reading, other)

    def _require_different(self, reading: Reading, *, whole: bool) -> None:
        """No two rows of a mapping whose keys SQL makes have one. Raises SharedKey."""
        self._met(reading, reading, self._keys(twice(self.staging.of(reading))))
        if whole or reading.bytes > SMALL:
            return
        for some in self._there(reading):
            twice_there = self.source.execute(arriving_keys(reading.transfer, some, least=2))
            self._met(reading, reading, [key for (key,) in twice_there])

    def _within(self, reading: Reading, other: Reading) -> None:
        """New rows of both: that of the earlier mapping comes."""
        if reading.transfer.number > other.transfer.number:
            both = in_both(self.staging.of(reading), self.staging.of(other))
            self._met(reading, other, self._keys(both))

    def _against(self, reading: Reading, other: Reading) -> None:
        """New rows under the keys of rows of the other mapping that did not change."""
        if not other.keyed:
            return  # both are read as a whole at the latest at the cutover
        for some in self._there(reading):
            found = self.source.execute(arriving_keys(other.transfer, some))
            keys = {key for (key,) in found}
            if keys:
                load = self.loads.get(reading.transfer.target.name)
                keys -= set(self._keys(known(self.staging.ready(other), load, list(keys))))
            self._met(reading, other, list(keys))

    def _there(self, reading: Reading) -> Iterator[list[str]]:
        keys = self._keys(there(self.staging.of(reading)))
        for start in range(0, len(keys), CHUNK):
            yield keys[start : start + CHUNK]

    def _met(self, reading: Reading, other: Reading, keys: Collection[str]) -> None:
        if not keys:
            return
        table = reading.transfer.target.name
        if table not in self.rejecting or other is reading:
            names = {_read(reading), _read(other)}
            raise SharedKey(table=table, key=min(keys), sources=" and ".join(sorted(names)))
        reason = _REASON.format(_read(other))
        statement = reject(self.staging.of(reading), self.loads[table], list(keys), reason)
        self.target.execute(statement)

    def _keys(self, statement: sql.Composed) -> list[str]:
        return [key for (key,) in self.target.execute(statement)]


def _read(reading: Reading) -> str:
    """What a mapping reads, as messages show it."""
    name = reading.transfer.mapping.source
    return str(name) if name is not None else "a query"
