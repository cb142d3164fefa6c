"""What is so about the two servers and databases as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.context import CheckContext
from segue.checks.servers import server_findings
from segue.database.catalog import ServerFacts
from segue.drafting.matching import holds_rows
from segue.findings import SOURCE, Finding, Severity
from segue.wording import counted

INSENSITIVE = "; a unique index over case-insensitive text may refuse rows"


def database_findings(context: CheckContext) -> Iterator[Finding]:
    source, target = context.source.server, context.target.server
    if _same(source, target):
        yield Finding(
            "D101", Severity.ERROR,
            f"source and target are the same database: {source.database}",
            effect="its rows would be copied onto themselves",
            help="name another target; they were compared by system identifier and oid, not by URL",
        )  # fmt: skip
    yield from server_findings(source, "source")
    yield from server_findings(target, "target")
    yield from _standby(context)
    yield from _locks(context)
    yield from _encoding(source, target)
    yield from _sorting(context)
    yield from _large_objects(context)
    yield from _nothing_to_read(context)


def _same(source: ServerFacts, target: ServerFacts) -> bool:
    identity = source.system_identifier, source.database_oid
    has_identifier = source.system_identifier is not None
    return has_identifier and identity == (target.system_identifier, target.database_oid)


def _standby(context: CheckContext) -> Iterator[Finding]:
    if context.source.server.in_recovery and context.probes.standby_delay != "-1":
        yield Finding(
            "D108", Severity.WARNING,
            "the source is a standby that cancels queries which hold up replay for"
            f" {context.probes.standby_delay or 'long'}",
            place=SOURCE,
            effect="a long move may lose its snapshot and have to compare again",
            help="set max_standby_streaming_delay = -1 there while rows are moved",
        )  # fmt: skip


def _locks(context: CheckContext) -> Iterator[Finding]:
    """A move keeps every table that it reads from being altered, and reading locks its indexes."""
    locks, needed = context.probes.source_locks, len(context.read)
    if locks and needed > locks:
        indexes = sum(len(table.indexes) for table in context.read)
        yield Finding(
            "D130", Severity.ERROR,
            f"{needed:,} tables are read, and the source's server has locks for {locks:,}",
            place=SOURCE,
            effect="a move reads them all at one moment, and would run out of shared memory",
            help="raise max_locks_per_transaction there so that, times max_connections, it is past"
            f" {2 * (needed + indexes):,}; it takes a restart",
        )  # fmt: skip


def _encoding(source: ServerFacts, target: ServerFacts) -> Iterator[Finding]:
    if source.encoding == "SQL_ASCII" and target.encoding == "UTF8":
        yield Finding(
            "D105", Severity.WARNING,
            "the source never checked the bytes of its texts (SQL_ASCII), the target holds UTF8",
            effect="texts that are not UTF-8 would be refused; check counts them for each column",
            help="nothing, if check finds none (S216); Django wants the target as it is",
        )  # fmt: skip
    elif source.encoding != target.encoding:
        yield Finding(
            "D105", Severity.WARNING,
            f"the source is encoded in {source.encoding}, the target in {target.encoding}",
            effect="rows with characters or bytes that the target cannot hold would be refused",
            help=f"create the target with ENCODING '{source.encoding}' (--create-database does so)",
        )  # fmt: skip


def _sorting(context: CheckContext) -> Iterator[Finding]:
    """Order changes where locale or library do; equality only for what is case-insensitive."""
    source, target = context.source.server, context.target.server
    ours, theirs = _locale(source), _locale(target)
    if ours != theirs:
        insensitive = any(_compares_by_locale(context))
        yield Finding(
            "D106", Severity.WARNING,
            f"text is ordered by {ours} in the source and by {theirs} in the target",
            effect="ORDER BY and ranges of text may give another order"
            + (INSENSITIVE if insensitive else ""),
            help="if order matters, create the target with the source's locale"
            " (--create-database does so)",
        )  # fmt: skip
    elif source.collation_version != target.collation_version and any(_compares_by_locale(context)):
        yield Finding(
            "D106", Severity.WARNING,
            f"the collation library is of version {source.collation_version} in the source and"
            f" {target.collation_version} in the target",
            effect="a unique index over case-insensitive text may refuse rows that the source took",
            help="nothing, if the move succeeds: the target's library builds the indexes again",
        )  # fmt: skip


def _locale(server: ServerFacts) -> str:
    provider = {"c": "libc", "i": "ICU", "b": "builtin"}.get(
        server.locale_provider, server.locale_provider
    )
    return f"{provider} {server.locale or server.collate}"


def _compares_by_locale(context: CheckContext) -> Iterator[bool]:
    for table in context.filled:
        for column in table.columns:
            yield not column.collation_deterministic or column.type.resolved.name.name == "citext"


def _large_objects(context: CheckContext) -> Iterator[Finding]:
    if context.source.large_objects:
        yield Finding(
            "D109", Severity.WARNING,
            f"the source holds {counted(context.source.large_objects, 'large object')}, and"
            " none is moved",
            place=SOURCE,
            effect="columns of type oid and lo would point at nothing in the target",
            help="copy them with pg_dump --large-objects (--blobs before PostgreSQL 16), or keep"
            " files elsewhere",
        )  # fmt: skip


def _nothing_to_read(context: CheckContext) -> Iterator[Finding]:
    """A wrong address is the likely reason, and a move of nothing would look like a success."""
    if not any(holds_rows(table) for table in context.source.tables.values()):
        yield Finding(
            "D110", Severity.ERROR,
            f"the source database {context.source.server.database} holds no table",
            place=SOURCE,
            effect="there is nothing to move",
            help="see whether the address names the database you mean",
        )  # fmt: skip
