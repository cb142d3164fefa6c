"""Rows that come while the target follows: which of its own rows they are, where keys are matched.

That is decided when a row comes, as the copy decides it, and stays so until the source has the row
no longer, whatever changes in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from psycopg import sql

from segue.database.live_journal import LiveJournal, Moment
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.records import LoadRecord
from segue.database.replication import Key
from segue.database.session import Connection
from segue.errors import MatchInDoubt
from segue.loading.counterparts import Counterparts, Newcomers
from segue.loading.key_numbers import KeyNumbers, key_number
from segue.loading.table import key_columns, of
from segue.mapping.followed import FollowScope, Reading
from segue.mapping.identity import MatchDoubts, label
from segue.mapping.keys import Paired, Pairs
from segue.mapping.sql import source_relation, target_relation
from segue.mapping.sql.changed_rows import with_keys
from segue.mapping.sql.values import raw_value
from segue.mapping.transfer import Transfer
from segue.move.survey import Survey
from segue.plan.model import MatchKeys


def is_searched(transfer: Transfer) -> bool:
    """Whether counterparts are looked for: not where equal keys mean the same row."""
    key = transfer.mapping.key
    return isinstance(key, MatchKeys) and key.columns != transfer.target.primary_key


def as_settled(survey: Survey, target: Connection, run: int) -> Survey:
    """The survey with the pairs that the journal has, and not those that would be found now."""
    matches = dict(survey.facts.matches)
    for number, paired in matches.items():
        facts = {"run": run, "mapping": label(survey.plan.tables[number])}
        pairs: dict[str, str] = dict(target.execute(query("pairs_of"), facts).fetchall())
        matches[number] = _paired(paired, pairs)
    return replace(survey, facts=replace(survey.facts, matches=matches))


def _paired(paired: Paired, pairs: Mapping[str, str]) -> Paired:
    new = tuple(pairs.values())
    return replace(paired, pairs=Pairs(tuple(pairs), new), found=new)


@dataclass(frozen=True, slots=True)
class PairChanges:
    """What a batch makes of pairs: they are in the journal when it is committed."""

    survey: Survey
    """As rows travel from now on."""
    found: Mapping[int, Mapping[str, str]]
    """By mapping: keys of the source with those of their counterparts."""
    forgotten: Mapping[int, Collection[str]]
    """By mapping: keys of rows that the source has no longer."""

    def saved(self, journal: LiveJournal, run: int) -> None:
        """Within the batch's transaction."""
        for number, keys in self.forgotten.items():
            journal.pairs_over(run, label(self.survey.plan.tables[number]), keys)
        for number, pairs in self.found.items():
            journal.pairs_found(run, label(self.survey.plan.tables[number]), pairs)

    @property
    def tables(self) -> frozenset[QualifiedName]:
        """The target tables whose new rows have counterparts: what refers to them travels anew."""
        numbers = (number for number, pairs in self.found.items() if pairs)
        return frozenset(self.survey.plan.tables[number].target for number in numbers)


class Pairing:
    """Looks at what waits for the next batch, and for counterparts of what is new in it."""

    def __init__(
        self,
        source: Connection,
        journal: LiveJournal,
        scope: FollowScope,
        loads: Mapping[QualifiedName, LoadRecord],
    ) -> None:
        self._source = source
        self._target = journal.connection
        self._journal = journal
        self._loads = loads
        self._readings = {r.transfer.number: r for r in scope.readings if is_searched(r.transfer)}
        self._scope = scope

    def changes(
        self, survey: Survey, now: Moment, whole: Collection[QualifiedName]
    ) -> PairChanges | None:
        """None where keys travel as before. Raises MatchInDoubt; psycopg.Error.

        The source's session sees the moment; the target's is outside a transaction.
        """
        changes: dict[int, dict[str, str]] = {}
        forgotten: dict[int, set[str]] = {}
        before = survey
        for number in survey.facts.matches:
            reading = self._readings.get(number)
            keys = self._keys_waiting(reading, now, whole) if reading is not None else ()
            if reading is None or keys == ():
                continue
            survey = self._settle(survey, reading, keys, changes, forgotten)
        return None if survey is before else PairChanges(survey, changes, forgotten)

    def _keys_waiting(
        self, reading: Reading, now: Moment, whole: Collection[QualifiedName]
    ) -> Sequence[Key] | None:
        """The keys that wait for the batch; None for all rows."""
        table = reading.transfer.source
        assert table is not None
        if reading.transfer.target.name in whole:
            return None
        keys = self._journal.keys_of(table.name, now)
        return None if any(key is None for key in keys) else [k for k in keys if k is not None]

    def _settle(
        self,
        survey: Survey,
        reading: Reading,
        keys: Sequence[Key] | None,
        found: dict[int, dict[str, str]],
        forgotten: dict[int, set[str]],
    ) -> Survey:
        number = reading.transfer.number
        transfer = next(t for t in survey.transfers if t.number == number)
        paired = survey.facts.matches[number]
        pairs = dict(zip(paired.pairs.old, paired.pairs.new, strict=True))
        present = set(self._present(transfer, keys))
        missing_keys = {
            old for old in (pairs if keys is None else _texts(keys)) if old in pairs
        } - present
        for old in missing_keys:
            del pairs[old]
        new = self._unsettled(transfer, paired.amount, sorted(present - pairs.keys()))
        more = self._search(survey, transfer, new, paired.amount, pairs) if new else {}
        if not missing_keys and not more:
            return survey
        forgotten[number], found[number] = missing_keys, more
        matches = {**survey.facts.matches, number: _paired(paired, {**pairs, **more})}
        return replace(survey, facts=replace(survey.facts, matches=matches))

    def _present(self, transfer: Transfer, keys: Sequence[Key] | None) -> Iterator[str]:
        """The keys, of these or of all, whose rows the mapping takes now; as texts."""
        assert transfer.source is not None
        columns = self._scope.tables[transfer.source.name].key
        also = None if keys is None else with_keys(transfer.source, columns, keys)
        bare = replace(transfer, feeds=())
        statement = sql.SQL("SELECT {}::pg_catalog.text {}").format(
            _raw_key(transfer), source_relation(bare, also=also)
        )
        yield from (key for (key,) in self._source.execute(statement))

    def _unsettled(self, transfer: Transfer, amount: int | None, keys: Sequence[str]) -> list[str]:
        """Of rows without a counterpart those that the target does not hold under their own key."""
        if not keys:
            return []
        (column,) = key_columns(transfer.target)
        shifted = amount and key_number(transfer) is not None
        own = [str(int(key) + (amount or 0)) for key in keys] if shifted else list(keys)
        statement = sql.SQL(
            "SELECT g.key FROM ROWS FROM (pg_catalog.unnest({}::pg_catalog.text[]),"
            " pg_catalog.unnest({}::pg_catalog.text[])) AS g (key, own)"
            " WHERE NOT EXISTS (SELECT {} AS t WHERE {} = g.own::{})"
        ).format(
            sql.Literal(list(keys)),
            sql.Literal(own),
            target_relation(transfer),
            of("t", column.name),
            column.type.name.identifier,
        )
        return [key for (key,) in self._target.execute(statement)]

    def _search(
        self,
        survey: Survey,
        transfer: Transfer,
        keys: Sequence[str],
        amount: int | None,
        pairs: Mapping[str, str],
    ) -> dict[str, str]:
        earlier = survey.facts.earlier
        numbers = KeyNumbers(transfer, earlier, (survey.source, survey.target))
        condition = sql.SQL("{}::pg_catalog.text = ANY ({}::pg_catalog.text[])").format(
            _raw_key(transfer), sql.Literal(list(keys))
        )
        assert transfer.source is not None
        columns = self._scope.tables[transfer.source.name].key
        if columns == transfer.source.primary_key and len(columns) == 1:
            condition = sql.Composed([with_keys(transfer.source, columns, [(k,) for k in keys])])
        load = self._loads[transfer.target.name].number
        newcomers = Newcomers(condition, tuple(pairs.values()), load)
        search = Counterparts(survey.plan, transfer, numbers, earlier, {})
        found, doubts = search.search_newcomers(self._source, self._target, newcomers, amount)
        _require_clear(transfer, doubts)
        return found


def _raw_key(transfer: Transfer) -> sql.Composable:
    """The source's own key of a row, as pairs have it."""
    (name,) = transfer.target.primary_key
    feed = transfer.feeds[transfer.place_of(name)]
    return raw_value(replace(feed, keys=None), 0)


def _texts(keys: Iterable[Key]) -> list[str]:
    return [str(key[0]) for key in keys]


def _require_clear(transfer: Transfer, doubts: MatchDoubts) -> None:
    key = transfer.mapping.key
    assert isinstance(key, MatchKeys)
    open_ = [(doubts.empty, key.empty), (doubts.several, key.several), (doubts.shared, key.several)]
    for doubt, answer in open_:
        if doubt is not None and answer is None:
            raise MatchInDoubt(table=transfer.target.name, row=doubt.examples[0])
