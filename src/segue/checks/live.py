"""What stands in the way of a live move: the source's server, rights, tables, and the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from segue.database.catalog import Catalog
from segue.database.constraints import Action, ForeignKey
from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.findings import SOURCE, Finding, Place, Severity
from segue.mapping.facts import Facts
from segue.mapping.followed import SMALL, FollowScope, Reading
from segue.mapping.keys import ByContentType
from segue.mapping.one_key import is_one_row, keys_differ, may_share_keys
from segue.mapping.transfer import Transfer
from segue.plan.model import (
    By,
    ExistingRows,
    LookupValue,
    MatchKeys,
    OnBadRow,
    Plan,
    ReferenceValue,
)
from segue.wording import counted

_PASSES = "which of its rows come depends on the time"

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def live_findings(
    plan: Plan,
    catalog: Catalog,
    source: Connection,
    followed: FollowScope,
    facts: Facts,
    *,
    outbox: bool = False,
) -> Iterator[Finding]:
    """`followed` is what a live move by the plan would follow; `outbox`: by triggers."""
    if outbox:
        yield from _server_of_outbox(source, len(followed.tables))
    else:
        yield from _server(source)
        yield from _waits(source)
    yield from way_findings(plan.by, plan.path)
    yield from unclear(plan, followed, facts)
    yield from _readings(plan, followed)
    yield from _sharing(plan, followed)
    yield from _not_owned(catalog, followed)


_STANDBY = Finding(
    "L108", ERROR, "the source is a standby, in which nothing can be made",
    place=SOURCE,
    effect="changes could not be followed",
    help="give the primary's address for a live move",
)  # fmt: skip


def _server_of_outbox(source: Connection, tables: int) -> Iterator[Finding]:
    row = source.execute(query("live_server")).fetchone()
    assert row is not None
    _, _, _, _, may_create, standby, _ = row
    if standby:
        yield _STANDBY
    if not may_create:
        yield _may_not_create("a schema", "there would be no place for the outbox")
    yield Finding(
        "L113", NOTE, f"{counted(tables, 'table')} of the source get triggers for the outbox",
        place=SOURCE,
        effect="each row that the application writes costs one more row, and about half as much"
        " processor time again, until the cutover",
        help="none is needed; a source with wal_level = logical needs no outbox",
    )  # fmt: skip


def _server(source: Connection) -> Iterator[Finding]:
    row = source.execute(query("live_server")).fetchone()
    assert row is not None
    wal_level, slots, senders, may_replicate, may_create, standby, keep = row
    if standby:
        yield _STANDBY
    if wal_level != "logical":
        yield Finding(
            "L101", ERROR, f"wal_level of the source is {wal_level}, and a live move needs logical",
            place=SOURCE,
            effect="the server writes too little into its WAL to tell which rows changed",
            help="ALTER SYSTEM SET wal_level = 'logical'; and restart the server, or set the"
            " parameter where the vendor has it; or move with --outbox",
        )  # fmt: skip
    if not may_replicate:
        yield Finding(
            "L102", ERROR, "the role may not read changes from the source",
            place=SOURCE,
            effect="the slot could not be made",
            help="ALTER ROLE ... REPLICATION; or the vendor's role for it (rds_replication);"
            " or move with --outbox",
        )  # fmt: skip
    if not may_create:
        yield _may_not_create("a publication", "changes could not be followed")
    if slots < 1 or senders < 1:
        what = "replication slots" if slots < 1 else "WAL senders"
        setting = "max_replication_slots" if slots < 1 else "max_wal_senders"
        yield Finding(
            "L103", ERROR, f"all {what} of the source are taken",
            place=SOURCE,
            effect="changes could not be followed",
            help=f"drop one that nobody needs, or raise {setting} and restart the server",
        )  # fmt: skip
    if keep not in (None, "-1"):
        yield Finding(
            "L110", WARNING, f"max_slot_wal_keep_size of the source is {keep} MB",
            place=SOURCE,
            effect="while nobody follows, the slot is lost after so much WAL, and the move begins"
            " anew",
            help="none is needed while `segue follow` runs; raise it for longer interruptions",
        )  # fmt: skip


def _may_not_create(what: str, effect: str) -> Finding:
    return Finding(
        "L111", ERROR, f"the role may not create {what} in the source's database",
        place=SOURCE,
        effect=effect,
        help="GRANT CREATE ON DATABASE ... TO ...",
    )  # fmt: skip


def _waits(source: Connection) -> Iterator[Finding]:
    rows = source.execute(query("live_old_transactions")).fetchall()
    if rows:
        waits = ", ".join(
            f"process {pid} of {user} ({seconds:.0f} s)" for pid, user, seconds in rows[:3]
        )
        yield Finding(
            "L107", WARNING, f"{len(rows)} transactions of the source have been open for long",
            place=SOURCE,
            effect="the making of the slot waits for them, ten seconds at most",
            help="end them before the move begins",
            rows=waits,
        )  # fmt: skip


def way_findings(by: By | None, plan: str) -> Iterator[Finding]:
    """What is known of the way before either database is looked at; `plan` is the plan's file."""
    if by is By.HISTORY:
        yield Finding(
            "L106", ERROR, "a live move cannot go by the history, after which the schemas differ",
            place=Place(plan),
            effect="rows that change later could not be read into the tables that migrations made",
            help="draft one by mapping: segue plan --by mapping. Where there is no target yet, move"
            " the plan away, and a live move drafts one",
        )  # fmt: skip


def unclear(plan: Plan, followed: FollowScope, facts: Facts) -> Iterator[Finding]:
    """Mappings of which it would not be clear what becomes of a row that changes later."""
    yield from _circles(plan, facts)
    filled = {r.transfer.target.name for r in followed.readings if _stays(plan, r)}
    for reading in followed.readings:
        mapping = reading.transfer.mapping
        reasons = [
            *_unclear_rejects(plan, reading),
            *_acting_on_deletes(plan, reading, followed),
            *_unclear_matches(plan, reading, filled),
        ]
        for why in reasons[:1]:
            yield _unfit(mapping.target, why, Place(plan.path, mapping.line))


def back_obstacles(plan: Plan, transfers: Iterable[Transfer]) -> Iterator[Finding]:
    """What a plan must not say where a way back is wanted."""
    for transfer in transfers:
        if transfer.passing:
            place = Place(plan.path, transfer.mapping.line)
            yield _no_way_back(transfer.target.name, _PASSES, place)
    for mapping in plan.tables:
        if plan.existing_rows_of(mapping) in (ExistingRows.KEEP, ExistingRows.UPDATE):
            why = "its own rows would come into the old database too"
            yield _no_way_back(mapping.target, why, Place(plan.path, mapping.line))


def _no_way_back(table: QualifiedName, why: str, place: Place) -> Finding:
    return Finding(
        "L106", ERROR, f"{table} has no way back: {why}",
        place=place,
        effect="the old database would lose rows, or have too many, when it follows the new one",
        help="leave out --back, or change the mapping",
    )  # fmt: skip


def _stays(plan: Plan, reading: Reading) -> bool:
    """Whether rows that were in the target before stay in its table."""
    existing = plan.existing_rows_of(reading.transfer.mapping)
    return existing in (ExistingRows.KEEP, ExistingRows.UPDATE)


def _unclear_rejects(plan: Plan, reading: Reading) -> Iterator[str]:
    transfer = reading.transfer
    if plan.on_bad_row_of(transfer.mapping) is not OnBadRow.REJECT or not reading.keyed:
        return
    if not keys_differ(transfer):
        yield (
            'on_bad_row is "reject" and SQL makes its key: two rows may have one key, and which'
            " of them was refused could not be told"
        )
    if transfer.source is not None and not transfer.source.primary_key:
        yield (
            f'on_bad_row is "reject" and {transfer.source.name} has no primary key, by which a row'
            " that cannot be worked out is told"
        )


def _acting_on_deletes(plan: Plan, reading: Reading, followed: FollowScope) -> Iterator[str]:
    """Foreign keys that act at once when a refused row leaves, before its children can."""
    transfer = reading.transfer
    if plan.on_bad_row_of(transfer.mapping) is not OnBadRow.REJECT:
        return
    for child in followed.readings:
        for key in child.transfer.target.foreign_keys:
            acts = key.on_delete is not Action.NO_ACTION and key.enforced
            if acts and key.references == transfer.target.name:
                action, table = key.on_delete.name.replace("_", " "), child.transfer.label
                yield (
                    f'on_bad_row is "reject" and the foreign key {key.name} of {table} says'
                    f" ON DELETE {action}: when a refused row leaves, its children would change"
                    " unsaid"
                )


def _unclear_matches(
    plan: Plan, reading: Reading, filled: Collection[QualifiedName]
) -> Iterator[str]:
    transfer = reading.transfer
    for name, how in transfer.mapping.columns.items():
        if isinstance(how, LookupValue) and how.table in filled:
            yield f"{name} is looked up in {how.table}, in which rows of others stay"
    key = transfer.mapping.key
    if not isinstance(key, MatchKeys) or key.columns == transfer.target.primary_key:
        return
    if not reading.keyed:
        yield f"its rows are matched and all read again: {reading.reason}"
    own = {c for fk in transfer.target.foreign_keys if _is_own(reading, fk) for c in fk.columns}
    for feed in (feed for feed in transfer.feeds if feed.column.name in key.columns):
        mapping = transfer.mapping.columns.get(feed.column.name)
        tables = (transfer.target.name, transfer.mapping.source)
        if feed.column.name in own or (
            isinstance(mapping, ReferenceValue) and mapping.table in tables
        ):
            yield f"it is matched by {feed.column.name}, which refers to rows of the same table"
        if isinstance(feed.keys, ByContentType):
            yield f"it is matched by {feed.column.name}, which refers to rows of several tables"


def _is_own(reading: Reading, key: ForeignKey) -> bool:
    return key.references == reading.transfer.target.name


def _circles(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for number, doubts in facts.doubts.items():
        if doubts.circle:
            mapping = plan.tables[number]
            why = f"{', '.join(map(str, doubts.circle))} are matched by each other"
            yield _unfit(mapping.target, why, Place(plan.path, mapping.line))


def _unfit(table: QualifiedName, why: str, place: Place) -> Finding:
    return Finding(
        "L106", ERROR, f"{table} cannot be followed: {why}",
        place=place,
        effect="it would not be clear what happens to a row that changes later",
        help="move these rows by an ordinary move, or change the mapping",
    )  # fmt: skip


def _readings(plan: Plan, followed: FollowScope) -> Iterator[Finding]:
    at_last = followed.read_at_last
    for reading in followed.readings:
        table = reading.transfer.target.name
        place = Place(plan.path, reading.transfer.mapping.line)
        if not reading.transfer.target.primary_key:
            yield Finding(
                "L104", ERROR, f"{table} has no primary key, so its rows cannot follow",
                place=place,
                effect="changed rows could not be told from others",
                help=f"give {table} a primary key in the target",
            )  # fmt: skip
        elif table in at_last and reading.bytes > SMALL:
            yield _too_large(reading, place)
        elif reading.transfer.passing:
            yield Finding(
                "L105", NOTE, f"{table} is read again as a whole: {_PASSES}",
                place=place,
                effect="rows that enter or leave without being changed come or go at the cutover,"
                " while writers wait",
                help="none is needed for a small table, or write a moment in the place of now()",
            )  # fmt: skip
        elif not reading.keyed:
            yield Finding(
                "L105", NOTE, f"{table} is read again as a whole: {reading.reason}",
                place=place,
                effect="it is read when something changes that it reads, at the latest at the"
                " cutover, while writers wait",
                help="none is needed for a small table",
            )  # fmt: skip
        elif reading.depends or reading.unseen:
            others = ", ".join(map(str, sorted(reading.depends | reading.unseen)[:3]))
            yield Finding(
                "L109", NOTE, f"{table} depends on rows of other tables: {others}",
                place=place,
                effect=f"when these change, all rows of {table} are read again",
                help="none is needed where these change rarely",
            )  # fmt: skip


def _too_large(reading: Reading, place: Place) -> Finding:
    table = reading.transfer.target.name
    why = (
        reading.reason
        or (_PASSES if reading.transfer.passing else "")
        or f"it reads {', '.join(map(str, sorted(reading.unseen)))}, which no stream tells"
    )
    return Finding(
        "L104", ERROR, f"{table} is too large to be read again at the cutover: {why}",
        place=place,
        effect=f"writers would wait while about {reading.bytes // 1024**2:,} MB are read",
        help="give the source's table a primary key, map from the table instead of a query, or"
        " write a moment in the place of now()",
    )  # fmt: skip


def _sharing(plan: Plan, followed: FollowScope) -> Iterator[Finding]:
    """Tables of the source that number their rows by themselves, and become one."""
    for target, readings in followed.by_target.items():
        transfers = [r.transfer for r in readings if _numbers(r.transfer)]
        for one, other in combinations(transfers, 2):
            if is_one_row(one, other) or not may_share_keys(one, other):
                continue
            yield Finding(
                "L114", WARNING, f"new rows of {one.mapping.source} and {other.mapping.source} may"
                f" come under one key of {target}",
                place=Place(plan.path, other.mapping.line),
                effect="following stands still at such a row and names it; with on_bad_row ="
                ' "reject" the row that came later becomes a reject',
                help="give one mapping other keys, such as key = { offset = ... } or \"uuid\"",
            )  # fmt: skip


def _numbers(transfer: Transfer) -> bool:
    """Whether the keys are numbers as a sequence of the source's table gives them."""
    keys = [feed for feed in transfer.feeds if feed.column.name in transfer.target.primary_key]
    return all(
        f.source is not None and f.mapping is None and f.keys is None and f.source.numbered
        for f in keys
    )


def _not_owned(catalog: Catalog, followed: FollowScope) -> Iterator[Finding]:
    for name in followed.tables:
        table = catalog.tables[name]
        if not table.owned:
            yield Finding(
                "L112", ERROR, f"{name} of the source belongs to {table.owner}, not to the role",
                place=SOURCE,
                effect="it could not be published, nor fenced at the cutover",
                help=f"connect as {table.owner}, or as a member of it",
                many="{count} tables of the source belong to other roles",
            )  # fmt: skip
