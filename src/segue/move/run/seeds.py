"""Seed rows in a move: what is foretold of them, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import psycopg

from segue import sequences
from segue.checks.codes import severity_of
from segue.database.names import QualifiedName
from segue.database.session import Connection
from segue.events import Note
from segue.findings import NOWHERE, Finding, Place
from segue.mapping.transfer import resolve_what_can_be
from segue.move.freshness import SEEDS_AT_MOST
from segue.move.survey import Survey
from segue.plan.model import ExistingRows, KeepKeys, TableMapping
from segue.project.source_history import records_of
from segue.seed_rows import Fate, Numbers, Refusal, SeedRow, foretell
from segue.wording import counted

LISTED = 50
"""Seed rows of a table that are told one by one."""

_REFUSED = "A seed row that the source lacks could not stay: {table}, key {seed}: {reason}"


def numbers_reached(source: Connection, survey: Survey) -> dict[QualifiedName, Numbers]:
    """For each table of the target: how far the source's numbers for its rows have come."""
    reached = sequences.how_far(source, survey.source)
    transfers = resolve_what_can_be(
        survey.plan, survey.source, survey.target, survey.project, survey.facts
    ).values()
    carried = sequences.carry_over(survey.source, survey.target, reached, transfers)
    tables = survey.target.tables
    return {
        ref.table: Numbers(carried[name].value, sequence.increment)
        for name, sequence in survey.target.sequences.items()
        for ref in sequence.used_by
        if name in carried and ref.table in tables
        if tables[ref.table].primary_key == (ref.column,)
    }


def same_past(source: Connection, target: Connection, survey: Survey) -> frozenset[QualifiedName]:
    """The tables whose seed rows the same migrations once wrote into the source too.

    Both databases ran the same ones, and the table's rows travel as they are: what has the same
    number is the same row, and what differs in it people edited. Content types and permissions,
    which every `migrate` writes in an order of its own, are not among them.
    """
    project = survey.project
    if project is None:
        return frozenset()
    records = set(records_of(source, project))
    if not records or records != set(records_of(target, project)):
        return frozenset()
    plain = {m.target for m in survey.plan.tables if _as_it_is(survey, m)}
    return frozenset(plain - {project.content_types, project.permissions})


def _as_it_is(survey: Survey, mapping: TableMapping) -> bool:
    """Whether all rows of a table travel into the one of the same name, columns and keys."""
    ours, theirs = survey.source.tables.get(mapping.target), survey.target.tables[mapping.target]
    return (
        mapping.source == mapping.target
        and mapping.where is None
        and isinstance(mapping.key, KeepKeys)
        and len(survey.plan.mappings_into(mapping.target)) == 1
        and ours is not None
        and {c.name: c.type.text for c in ours.columns}
        == {c.name: c.type.text for c in theirs.columns}
    )


def foretold(
    survey: Survey,
    source: Connection,
    target: Connection,
    occupied: Mapping[QualifiedName, int],
    *,
    proved: bool,
) -> tuple[Finding, ...]:
    """What will become of each row of the tables that may hold seed rows alone, as findings.

    `proved` says that these rows are seed rows.
    """
    tables = [
        table
        for table, count in occupied.items()
        if count <= SEEDS_AT_MOST and _makes_way(survey, table)
    ]
    if not tables:
        return ()
    transfers = resolve_what_can_be(
        survey.plan, survey.source, survey.target, survey.project, survey.facts
    )
    numbers = numbers_reached(source, survey)
    try:
        fates = foretell(
            source,
            target,
            survey.target,
            survey.project,
            list(transfers.values()),
            tables,
            numbers,
            same_past(source, target, survey),
        )
    except psycopg.Error as error:
        return (_unknown(tables, str(error).splitlines()[0]),)
    return tuple(_finding(table, rows, proved) for table, rows in _by_table(fates).items())


def seeds_told(fates: Iterable[SeedRow], refusals: Iterable[Refusal]) -> Iterator[Note]:
    """What became of the seed rows, in a sentence for each table that lost or kept any."""
    by_table = _by_table(fates)
    rows = sum(map(len, by_table.values()))
    if rows:
        counts = _counts(row for found in by_table.values() for row in found)
        yield Note(
            f"Seed rows: {counted(rows, 'row')} that `migrate` had written into"
            f" {counted(len(by_table), 'table')}: {counts}."
        )
    for table, found in by_table.items():
        lines = list(_lines(found))
        if lines:
            yield Note(f"Seed rows of {table}:\n" + "\n".join(f"  {line}" for line in lines))
    for refusal in refusals:
        yield Note(
            _REFUSED.format(table=refusal.table, seed=refusal.seed, reason=refusal.reason),
            "warning",
        )


def _makes_way(survey: Survey, table: QualifiedName) -> bool:
    into = survey.plan.mappings_into(table)
    return bool(into) and all(
        survey.plan.existing_rows_of(mapping) is ExistingRows.STOP for mapping in into
    )


def _by_table(fates: Iterable[SeedRow]) -> Mapping[QualifiedName, list[SeedRow]]:
    rows: dict[QualifiedName, list[SeedRow]] = {}
    for seed in fates:
        rows.setdefault(seed.table, []).append(seed)
    return rows


def _finding(table: QualifiedName, rows: list[SeedRow], proved: bool) -> Finding:
    lines = list(_lines(rows))
    condition = "" if proved else f" if `migrate` alone wrote {_them(rows)}"
    return Finding(
        "T113",
        severity_of("T113"),
        f"{counted(len(rows), 'row')} of {table} {'is' if len(rows) == 1 else 'are'} replaced by"
        f" the source's rows{condition}: {_counts(rows)}",
        place=Place(table=str(table)),
        effect="references to them lead to the rows that stand for them",
        rows="; ".join(lines),
    )


def _counts(rows: Iterable[SeedRow]) -> str:
    """How many of each fate, as `61 are in the source too (40 under another id), 2 stay, ...`."""
    all_rows = list(rows)
    adopted = [row for row in all_rows if row.fate is Fate.ADOPTED]
    kept_rows = [row for row in all_rows if row.fate is Fate.KEPT]
    left = [row for row in all_rows if row.fate is Fate.LEFT]
    counts = []
    if adopted:
        be = "is" if len(adopted) == 1 else "are"
        counts.append(f"{len(adopted):,} {be} in the source too" + _renumbered(adopted))
    edited = sum(bool(row.changes) for row in adopted)
    if edited:
        counts.append(f"{edited:,} of them edited there")
    if kept_rows:
        counts.append(
            f"{_stay(kept_rows)}, as the source lacks {_them(kept_rows)}" + _renumbered(kept_rows)
        )
    if left:
        counts.append(f"{_stay(left)} away, as the source took {_them(left)} away")
    return ", ".join(counts)


def _stay(rows: list[SeedRow]) -> str:
    return f"{len(rows):,} {'stays' if len(rows) == 1 else 'stay'}"


def _them(rows: list[SeedRow]) -> str:
    return "it" if len(rows) == 1 else "them"


def _renumbered(rows: Iterable[SeedRow]) -> str:
    count = sum(row.renumbered for row in rows)
    return f" ({count:,} under another id)" if count else ""


def _lines(rows: list[SeedRow]) -> Iterator[str]:
    """The rows of which more is to be said than that the source has them."""
    notable = [row for row in rows if row.fate is not Fate.ADOPTED or row.changes]
    for row in notable[:LISTED]:
        yield f"{row} (id {row.seed}): {_fate(row)}" if row.seed else str(row)
    if len(notable) > LISTED:
        yield f"and {len(notable) - LISTED:,} more"


def _fate(row: SeedRow) -> str:
    if row.fate is Fate.ADOPTED:
        changes = (
            f"{name} {_display(old)} is {_display(new)} there" for name, old, new in row.changes
        )
        return f"id {row.arrived} in the source; " + ", ".join(changes)
    if row.fate is Fate.KEPT:
        return f"stays as id {row.arrived}" if row.renumbered else "stays"
    return "the source has both rows that it ties together, and not the tie: it stays away"


def _display(text: str | None) -> str:
    return "NULL" if text is None else repr(text if len(text) <= 40 else text[:37] + "...")


def _unknown(tables: Collection[QualifiedName], reason: str) -> Finding:
    return Finding(
        "T113",
        severity_of("T113"),
        f"what happens to the seed rows of {counted(len(tables), 'table')} is not known"
        f" before the copy: {reason}",
        place=NOWHERE,
        effect="it is reported when the rows are in",
    )
