"""Partitions that come, go and are emptied, and tables that are rewritten: no stream tells of it.

So each batch compares them with those that the journal knows. The rows of one that came are told
by their keys; where one went, or is another one now, the tables that it feeds are read anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from psycopg import sql

from segue.database.live_journal import LiveJournal, Moment, SourcePart
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.replication import Key
from segue.database.session import Connection
from segue.mapping.followed import FollowScope

TOLD_BEFORE = 0
"""A transaction's number that every snapshot sees."""


def partitions_of(source: Connection, scope: FollowScope) -> frozenset[SourcePart]:
    """What holds rows of the tables that are followed, as the session's transaction sees it."""
    names = [name.identifier.as_string(None) for name in sorted(scope.tables)]
    rows = source.execute(query("source_partitions"), {"tables": names})
    return frozenset(SourcePart.of(row) for row in rows)


class Partitions:
    """Those of one follower's source, compared batch by batch."""

    def __init__(self, source: Connection, journal: LiveJournal, scope: FollowScope) -> None:
        self._source = source
        self._journal = journal
        self._scope = scope
        self._known = journal.partitions()

    def compare(self, now: Moment) -> None:
        """The source's transaction sees the moment; the target's session has none open."""
        partitions = partitions_of(self._source, self._scope)
        if partitions == self._known:
            return
        with self._journal.connection.transaction():
            for table in {
                part.table for part in partitions ^ self._known
            } & self._scope.tables.keys():
                detached = {part for part in self._known - partitions if part.table == table}
                attached = {part for part in partitions - self._known if part.table == table}
                self._tell(table, attached, now, gone=bool(detached))
            self._journal.partitions_saved(partitions)
        self._known = partitions

    def _tell(
        self, table: QualifiedName, came: Collection[SourcePart], now: Moment, *, gone: bool
    ) -> None:
        readings = [*self._scope.by_dependency.get(table, ())]
        if gone:
            readings += self._scope.by_source.get(table, ())
        self._journal.stale_saved({reading.transfer.target.name for reading in readings})
        if not gone:
            for part in came:
                keys = self._keys(part)
                self._journal.collected((table, key, TOLD_BEFORE, now.time) for key in keys)

    def _keys(self, part: SourcePart) -> Iterator[Key]:
        columns = self._scope.tables[part.table].key
        statement = sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join(
                sql.SQL("{}::pg_catalog.text").format(sql.Identifier(name)) for name in columns
            ),
            part.name.identifier,
        )
        with self._source.cursor("segue_partition") as cursor:
            yield from cursor.execute(statement)
