"""Every source table mapped, skipped or asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from segue.database.catalog import Catalog, Table
from segue.database.names import QualifiedName
from segue.drafting.columns import column_choices
from segue.drafting.columns_to_rows import rows_offers, with_places
from segue.drafting.knowledge import Knowledge, SourceFacts
from segue.drafting.matching import (
    ColumnMatches,
    Entity,
    Links,
    Pair,
    Side,
    TableMatch,
    TableMatches,
    match_columns,
    match_tables,
    source_side,
    target_side,
    unread_pairs,
)
from segue.drafting.merges import shared, siblings, with_entries, with_origin
from segue.drafting.moves import NO_MOVES, Moves
from segue.drafting.splits import split_offers
from segue.drafting.values import Candidate, Draft, TableChoice, TableQuestion
from segue.mapping.contenttypes import ContentType, content_types_by_table
from segue.mapping.gaps import column_names
from segue.plan.entries import entry, key_strategy
from segue.plan.model import (
    NO_ROW,
    ExistingRows,
    KeepKeys,
    KeyStrategy,
    Plan,
    TableMapping,
    UuidKeys,
)
from segue.plan.toml import key
from segue.project.values import MIGRATIONS_TABLE, Project


def draft(
    source_address: str,
    target_address: str,
    source: Catalog,
    target: Catalog,
    project: Project | None,
    seen: SourceFacts | None = None,
    given: Collection[Pair] = (),
    moves: Moves = NO_MOVES,
) -> Draft:
    """Draft the complete plan: every source table is mapped, skipped or asked about.

    `seen` is what the source's rows told; `given` are pairs of tables that a plan names already;
    `moves` is what the project's migrations say of tables and columns.
    """
    rows = seen or SourceFacts()
    empty = {t.name for t in source.tables.values() if t.bytes == 0} | set(rows.known_empty)
    of_extensions = tuple(_of_extensions(source, target, rows))
    skip = dict(_skips(source, target))
    for choice in of_extensions:
        skip.pop(choice.mapping.source or choice.mapping.target, None)
    movable = [t for t in _by_name(source) if t.name not in skip and t.extension is None]
    sides = (
        _source_side(movable, source, project, rows),
        target_side(target, project, _own_migrations(target, movable), rows.of_target),
    )
    matches = _matched(*sides, given, moves)
    choices = (*_choices(matches, sides[0], project, rows), *of_extensions)
    targets = {choice.mapping.target for choice in choices}
    skip |= {one.name: NO_ROW for one in matches.candidates if one.name in empty}
    plan = Plan(
        source_address,
        target_address,
        tuple(choice.mapping for choice in choices),
        dict(sorted(skip.items())),
    )
    without = tuple(sorted(name for name in sides[1].entities if name not in targets))
    rows_of = tuple(rows_offers(choices, *sides, without))
    choices = with_places(choices, rows_of)
    halves = set(without) - {offer.target for offer in rows_of}
    return Draft(
        heading=f"drafted from {described(source)} to {described(target)}",
        plan=plan,
        choices=choices,
        questions=tuple(
            _questions(
                matches,
                empty,
                _strangers(matches, target, project),
                plan,
                rows,
                source.server.user,
                _readers(choices),
            )
        ),
        sources=frozenset(source.tables),
        targets=frozenset(target.tables),
        unfed_targets=without,
        splits=tuple(split_offers(choices, *sides, matches.links, halves)),
        rows=rows_of,
        columns=column_names(target.tables.values()),
    )


def _matched(source: Side, target: Side, given: Collection[Pair], moves: Moves) -> TableMatches:
    """Every table matched; what a person named beyond that is taken for granted, with its bearing.

    A plan that says no more than a draft does leaves the draft as it is.
    """
    matches = match_tables(source, target, moves=moves)
    own = {match.pair for match in matches.sure}
    if own.issuperset(given):
        return matches
    beside = match_tables(source, target, given, moves)
    # Where nothing else is left, what was likeliest still is: several tables may become one.
    candidates = {
        one: likely or matches.candidates.get(one, ())[:1]
        for one, likely in beside.candidates.items()
    }
    return replace(beside, candidates=candidates)


def _source_side(
    movable: Iterable[Table], source: Catalog, project: Project | None, rows: SourceFacts
) -> Side:
    labels = _labels(rows.content_types, source, project)
    elsewhere = {(k.app_label, k.model) for k in rows.content_types} - {*labels.values()}
    return source_side(movable, labels, elsewhere, rows.samples)


def _labels(
    content_types: Iterable[ContentType], source: Catalog, project: Project | None
) -> dict[QualifiedName, tuple[str, str]]:
    """The models of the source, by table."""
    if project is None:
        return {}
    behind = content_types_by_table(content_types, source, project)
    return {table: (kind.app_label, kind.model) for table, kind in behind.items()}


def _skips(source: Catalog, target: Catalog) -> Iterator[tuple[QualifiedName, str]]:
    for table in _by_name(source):
        reason = _skip_reason(table, source, target)
        if reason:
            yield table.name, reason


def _skip_reason(table: Table, source: Catalog, target: Catalog) -> str:
    """Why the table stays behind whatever the target has, or an empty string."""
    if _is_migrations(table) and _has_own_migrations(table, source, target):
        return "the target has its own"
    if table.extension is not None:
        return f"belongs to the extension {table.extension}"
    return {
        "v": "a view, which shows the rows of other tables",
        "m": "a materialized view, which REFRESH MATERIALIZED VIEW fills",
        "f": "a foreign table, whose rows are on another server",
    }.get(table.kind, "")


def _of_extensions(source: Catalog, target: Catalog, rows: SourceFacts) -> Iterator[TableChoice]:
    """Rows that people keep in tables of extensions, beside the extension's own of the target."""
    theirs = {(t.extension or "", t.name.name): t for t in target.tables.values()}
    for table in _by_name(source):
        there = theirs.get((table.extension or "", table.name.name))
        if table.name not in rows.kept_by_people or there is None or not there.primary_key:
            continue
        condition = (table.extension_condition or "").strip()
        mapping = TableMapping(
            there.name,
            table.name,
            where=condition[len("WHERE") :].strip() or None,
            existing_rows=ExistingRows.KEEP,
        )
        yield TableChoice(mapping, f"rows that people keep in a table of {table.extension}")


def _has_own_migrations(table: Table, source: Catalog, target: Catalog) -> bool:
    """Whether the target notes its own migrations: of several schemas, in the one of that name."""
    noted = [t.name.schema for t in _by_name(target) if _is_migrations(t) and t.bytes]
    alone = sum(map(_is_migrations, source.tables.values())) == 1
    return bool(noted) if alone else table.name.schema in noted


def _own_migrations(target: Catalog, movable: Collection[Table]) -> set[QualifiedName]:
    """The target's table of migrations, unless the source's is to fill it."""
    filled = {table.name for table in movable}
    return {t.name for t in _by_name(target) if _is_migrations(t) and t.name not in filled}


def _is_migrations(table: Table) -> bool:
    return table.name.name == MIGRATIONS_TABLE


def _choices(
    matches: TableMatches, source: Side, project: Project | None, rows: SourceFacts
) -> Iterator[TableChoice]:
    sure = sorted(matches.sure, key=lambda match: match.source.name)
    links = _supposed(matches)
    unread = unread_pairs((match.source, match.target) for match in sure)
    columns = [
        match_columns(match.source, match.target, links, unread=match.pair in unread)
        for match in sure
    ]
    keys = [_key(pairs) for pairs in columns]
    knowledge = Knowledge(
        rows,
        project.time_zone if project is not None else "UTC",
        tuple(m.target.name for m, how in zip(sure, keys, strict=True) if how == UuidKeys()),
        source.entities,
        matches.links,
    )
    together = siblings(sure, matches.candidates)
    for match, pairs, how in zip(sure, columns, keys, strict=True):
        entries = shared(pairs, together.get(match.source, ())).entries
        choices = tuple(
            with_origin(choice, entries)
            for choice in column_choices(pairs, match.source.table, knowledge)
        )
        mapping = TableMapping(
            match.target.name,
            match.source.name,
            key=how,
            columns={choice.column: choice.mapping for choice in choices if choice.mapping},
        )
        yield TableChoice(mapping, _reason(match, len(pairs.same), choices), choices)


def _supposed(matches: TableMatches) -> Links:
    """The sure pairs, and those that are likeliest where a table is asked about."""
    likeliest = [likely[0].pair for likely in matches.candidates.values() if likely]
    return Links((*matches.links.pairs, *likeliest), matches.links.told)


def _key(pairs: ColumnMatches) -> KeyStrategy:
    """How the keys travel: numbers become uuids where the target's are."""
    for match in (*pairs.same, *pairs.renamed):
        own = match.source.primary and match.target.primary and match.source.references is None
        if own and (match.source.family, match.target.family) == ("integer", "uuid"):
            return UuidKeys()
    return KeepKeys()


def _reason(match: TableMatch, same: int, choices: Collection[object]) -> str:
    if match.source.name != match.target.name:
        return f"{match.reason} ({match.confidence:.0%})"
    total = len(match.target.shapes)
    columns_text = "same columns" if not choices else f"{same} of {total} columns by the same name"
    return f"{match.reason}, {columns_text}"


def _questions(
    matches: TableMatches,
    empty: Collection[QualifiedName],
    strangers: Mapping[QualifiedName, str],
    plan: Plan,
    rows: SourceFacts,
    role: str,
    read_by: Mapping[QualifiedName, Collection[str]],
) -> Iterator[TableQuestion]:
    open_ones = {one: likely for one, likely in matches.candidates.items() if one.name not in empty}
    links = _supposed(matches)
    together = siblings(matches.sure, open_ones)
    for one, likely in open_ones.items():
        beside = together.get(one, ())
        candidates = tuple(
            _candidate(match, plan, links, rows, () if number else beside)
            for number, match in enumerate(likely)
        )
        yield TableQuestion(
            one.name,
            one.table.rows_estimate,
            candidates,
            strangers.get(one.name, ""),
            tuple(read_by.get(one.name, ())),
            "" if one.table.may_select else role,
        )


def _readers(choices: Iterable[TableChoice]) -> Mapping[QualifiedName, list[str]]:
    """By table of the source: columns of the target that its rows may have become."""
    readers: dict[QualifiedName, list[str]] = {}
    for choice in choices:
        for column in choice.columns:
            if column.reads is not None:
                readers.setdefault(column.reads, []).append(
                    f"{choice.mapping.target}.{column.column}"
                )
    return readers


def _strangers(
    matches: TableMatches, target: Catalog, project: Project | None
) -> dict[QualifiedName, str]:
    """Why `migrate` makes no such table in the target, for those of which that is known."""
    models = project.models if project is not None else ()
    unmanaged = {model.table for model in models if not model.managed}
    strangers = {
        one.name: "no model stands behind it"
        for one in matches.candidates
        if not one.known and not _is_of_a_field(one)
    }
    strangers |= dict.fromkeys(unmanaged, "its model is unmanaged, so migrate makes no table")
    return {name: why for name, why in strangers.items() if name not in target.tables}


def _is_of_a_field(one: Entity) -> bool:
    """Whether Django made the table for a many-to-many field, as its name tells."""
    owners = [shape.references for shape in one.references if shape.references is not None]
    return one.joins and any(one.name.name.startswith(f"{owner.name}_") for owner in owners)


def _candidate(
    match: TableMatch, plan: Plan, links: Links, rows: SourceFacts, beside: Sequence[Entity]
) -> Candidate:
    """With what would be said of the columns, if the likeliest answer to each question is right."""
    links = Links((*links.pairs, match.pair), links.told)
    columns = match_columns(match.source, match.target, links)
    choices = column_choices(columns, match.source.table, Knowledge(rows, links=links))
    entries = tuple(
        entry(choice.column, choice.mapping)
        if choice.mapping is not None
        else f"{key(choice.column)} = {choice.suggestion}"
        for choice in choices
        if choice.mapping is not None or (choice.question and not choice.homeless)
    )
    others = tuple(m.source for m in plan.tables if m.target == match.target.name and m.source)
    sibling_entries = shared(columns, beside)
    return Candidate(
        match.target.name,
        f"{match.reason} ({match.confidence:.0%})",
        with_entries(entries, sibling_entries.entries),
        others,
        tuple(e.name for e in beside if e is not match.source and e.name not in others),
        f"key = {key_strategy(sibling_entries.key)}" if sibling_entries.key is not None else "",
    )


def _by_name(catalog: Catalog) -> list[Table]:
    return sorted(catalog.tables.values(), key=lambda table: table.name)


def described(catalog: Catalog) -> str:
    """A database by its name and version."""
    return f"{catalog.server.database} (PostgreSQL {catalog.server.version_text})"
