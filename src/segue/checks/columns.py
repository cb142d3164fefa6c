"""Columns that are missing, unfed, without a place, or of a type that does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from segue.checks.composites import by_name
from segue.checks.context import CheckContext
from segue.database.catalog import NUMBERS, Column, DataType, Table
from segue.database.fits import WHOLE, Fit, FitVerdict, judge
from segue.database.names import quoted
from segue.drafting.nearest import feeders, meant, takers
from segue.errors import UnclearReference
from segue.findings import Finding, Place, Severity
from segue.mapping.gaps import homeless, unanswered, unfed
from segue.mapping.keys import MadeUuid, Travel
from segue.plan.model import DroppedColumn, FromColumn, Renamed, TableMapping
from segue.plan.toml import filler, key, text

TYPE_CODES = {
    Fit.NONE: ("S203", Severity.ERROR),
    Fit.MAY_REFUSE: ("S204", Severity.WARNING),
    Fit.CHANGES: ("S202", Severity.WARNING),
}


def column_findings(context: CheckContext) -> Iterator[Finding]:
    yield from _written_sql(context)
    yield from _unclear(context)
    if not context.probes.target_has_libxml:
        yield from _unreadable(context)
    for mapping, source, target in context.pairs():
        yield from _entries(context, mapping, source, target)
        if source is None:
            continue  # a query names its columns itself
        yield from _questions_left(context, mapping, source, target)
        yield from _unfed(context, mapping, source, target)
        yield from _homeless(context, mapping, source, target)
        yield from _overtaken(context, mapping, source)
        yield from _types(context, mapping, source, target)


def _written_sql(context: CheckContext) -> Iterator[Finding]:
    for (number, where), mistake in context.probes.sql_mistakes.items():
        mapping = context.plan.tables[number]
        yield Finding(
            "S106", Severity.ERROR,
            f"the source does not understand the SQL of {mapping.target}, {where}: {mistake}",
            place=context.place(mapping, where),
            effect="its rows cannot be read",
            help="try it in psql against the source; names of columns are those of the source",
        )  # fmt: skip


def _unclear(context: CheckContext) -> Iterator[Finding]:
    """References of which the plan does not say to which rows they lead."""
    for number, mistake in context.mistakes.items():
        if isinstance(mistake, UnclearReference):
            mapping = context.plan.tables[number]
            yield Finding(
                mistake.code, Severity.ERROR,
                str(mistake.facts["mistake"]),
                place=context.place(mapping, str(mistake.facts["column"])),
                effect="the rows of the table cannot be read: it is not known which keys they hold",
                help=mistake.advice,
            )  # fmt: skip


def _unreadable(context: CheckContext) -> Iterator[Finding]:
    """XML that a server without libxml takes for the one type that it cannot read."""
    for mapping, source, target in context.pairs():
        if source is not None and source.kind == "r" and not source.pages:
            continue
        for column in target.columns:
            kind = column.type.resolved
            if "xml" not in (kind.name.name, kind.inner.resolved.name.name if kind.inner else ""):
                continue
            if context.feed(mapping, column.name) is None:
                continue
            yield Finding(
                "D115", Severity.ERROR,
                f"{target.name}.{column.name} is {column.type.text}, which the target's server"
                " cannot read",
                place=context.place(mapping, column.name),
                effect="every value but NULL would be refused: it was built without libxml",
                help="take a server that was built with libxml, or make the field a text",
                subject=f"{target.name}.{column.name}",
                many="{count} columns hold XML, which the target's server cannot read",
            )  # fmt: skip


def _questions_left(
    context: CheckContext, mapping: TableMapping, source: Table, target: Table
) -> Iterator[Finding]:
    """Columns that would be copied as they are though the draft asked whether they may be."""
    for name, line in unanswered(mapping, source, target):
        yield Finding(
            "S108", Severity.ERROR,
            f"the plan asks about {target.name}.{name}, and nobody has answered",
            place=Place(context.plan.path, line, str(target.name), name),
            effect="its values would be copied as they are, whatever they mean by now",
            help=f"take the comment sign off, or say that they stay: {key(name)} = {text(name)}",
            subject=f"{target.name}.{name}",
            many="the plan asks about {count} columns, and nobody has answered",
            help_for_many='take the comment signs off, or say that values stay: name = "name"',
        )  # fmt: skip


def _entries(
    context: CheckContext, mapping: TableMapping, source: Table | None, target: Table
) -> Iterator[Finding]:
    """Entries of the plan that name columns which do not exist, or cannot be fed."""
    for name in mapping.dropped:
        if source is not None and source.column(name) is None:
            yield _no_source_column(context.place(mapping), source, name)
    for name, how in mapping.columns.items():
        place, column = context.place(mapping, name), target.column(name)
        if isinstance(how, DroppedColumn):
            if source is not None and source.column(name) is None:
                yield _no_source_column(place, source, name)
            continue
        if isinstance(how, FromColumn) and source is not None and source.column(how.source) is None:
            yield _no_source_column(place, source, how.source)
        if column is None:
            yield Finding(
                "S102", Severity.ERROR,
                f"{target.name} has no column {name} in the target",
                place=place,
                effect="the value has no place to go",
                help=f"{_suggestion(name, target)}correct the name; there are {_listed(target)}",
                subject=f"{target.name}.{name}",
                many="the target lacks {count} columns of the plan",
                help_for_many="correct the names, or take the entries out",
            )  # fmt: skip
        elif column.generated:
            yield Finding(
                "S105", Severity.ERROR,
                f"{target.name}.{name} is a generated column",
                place=place,
                effect="the server computes it and takes no value",
                help="take the entry out",
            )  # fmt: skip


def _no_source_column(place: Place, source: Table, name: str) -> Finding:
    return Finding(
        "S101", Severity.ERROR,
        f"{source.name} has no column {name} in the source",
        place=place,
        effect="there is nothing to read",
        help=f"{_suggestion(name, source)}correct the name; there are {_listed(source)}",
        subject=f"{source.name}.{name}",
        many="the source lacks {count} columns of the plan",
        help_for_many="correct the names, or take the entries out",
    )  # fmt: skip


def _unfed(
    context: CheckContext, mapping: TableMapping, source: Table, target: Table
) -> Iterator[Finding]:
    for column in unfed(mapping, source, target):
        yield Finding(
            "S103", Severity.ERROR,
            f"nothing feeds {target.name}.{column.name}, {_refusing(column)} and has no default",
            place=context.place(mapping),
            effect="every row would be refused"
            if column.not_null else "COPY does not look, and every row would hold a NULL",
            help="add to its [table.columns] what it should be, such as"
            f" {_filled(mapping, source, target, column)}",
            subject=f"{target.name}.{column.name}",
            many="nothing feeds {count} columns that are NOT NULL and have no default",
            help_for_many="say in each table's columns what fills them: { value = ... } or"
            " { sql = ... }",
        )  # fmt: skip


def _refusing(column: Column) -> str:
    return (
        "which is NOT NULL" if column.not_null else f"whose type {column.type.text} takes no NULL"
    )


def _homeless(
    context: CheckContext, mapping: TableMapping, source: Table, target: Table
) -> Iterator[Finding]:
    """Told once for a table, whichever of its mappings might take the column."""
    readers = context.readers[source.name]
    for column in homeless(context.plan, source, context.target) if readers[0] is mapping else ():
        name = key(column.name)
        # The entry of its name may tell what feeds another column.
        entry = f'{name} = {{ drop = "why" }}'
        if column.name in mapping.columns:
            entry = f'drop = {{ {name} = "why" }}, above [table.columns]'
        yield Finding(
            "S104", Severity.ERROR,
            f"{source.name}.{column.name} has no place in {target.name}",
            place=context.place(mapping),
            effect="its values would be left behind unnoticed",
            help=f"feed a column from it{_entries_for(context, mapping, source, column)},"
            f" or add: {entry}",
            subject=f"{source.name}.{column.name}",
            many="{count} columns of the source have no place in the target",
            help_for_many='feed a column from each, or add: name = { drop = "why" }',
        )  # fmt: skip


def _overtaken(context: CheckContext, mapping: TableMapping, source: Table) -> Iterator[Finding]:
    """Columns that were empty when the plan was drafted."""
    number = context.plan.number_of(mapping)
    for name in sorted(name for of, name in context.probes.overtaken if of == number):
        yield Finding(
            "S104", Severity.ERROR,
            f"{source.name}.{name} is dropped as empty, and rows have values in it now",
            place=context.place(mapping, name),
            effect="they would be left behind unnoticed",
            help=f'feed a column from it, or say why: {key(name)} = {{ drop = "why" }}',
            subject=f"{source.name}.{name}",
        )  # fmt: skip


def _filled(mapping: TableMapping, source: Table, target: Table, column: Column) -> str:
    """What may feed it: a column that has no place yet and is called like it, or a value."""
    entries = feeders(column.name, source, mapping, target)
    refers = any(key.columns == (column.name,) for key in target.foreign_keys)
    return " or ".join([*entries[:1], f"{key(column.name)} = {filler(column.type, refers=refers)}"])


def _entries_for(
    context: CheckContext, mapping: TableMapping, source: Table, column: Column
) -> str:
    """What it may feed, ready to paste."""
    target = context.target.tables.get(mapping.target)
    entries = takers(column.name, source, mapping, target) if target is not None else ()
    return f", such as {' or '.join(entries)}" if entries else ""


def _types(
    context: CheckContext, mapping: TableMapping, source: Table, target: Table
) -> Iterator[Finding]:
    for column in target.columns:
        how = mapping.columns.get(column.name, Renamed(column.name))
        fed_by = source.column(how.source) if isinstance(how, Renamed) else None
        if fed_by is None or column.generated:
            continue
        feed = context.feed(mapping, column.name)
        verdict = judge(fed_by.type, column.type, context.probes.casts)
        if feed is not None and feed.keys is not None:
            verdict = _judge_key(feed.keys, column)
        if verdict.fit is Fit.WHOLE or _is_counted(context, mapping, column, verdict.fit):
            continue
        code, severity = TYPE_CODES[verdict.fit]
        subject = f"{source.name}.{fed_by.name}"
        yield Finding(
            code, severity,
            _types_said(subject, fed_by.type, f"{target.name}.{column.name}", column.type),
            place=context.place(mapping, column.name),
            effect=verdict.why,
            help=f"map it: {key(column.name)} = {{ sql = {_mending(fed_by, column)} }}"
            if verdict.fit is not Fit.MAY_REFUSE
            else "nothing, if all values fit; else widen the column, or map it with"
            f' {key(column.name)} = {{ sql = "..." }}',
            subject=subject,
            many=f"{{count}} columns change from {_bare(fed_by)} to {_bare(column)}",
        )  # fmt: skip


def _mending(fed_by: Column, column: Column) -> str:
    """SQL between TOML's quotes: a composite's attributes by their names, or dots."""
    return text(by_name(quoted(fed_by.name), fed_by.type, column.type) or "...")


def _types_said(subject: str, ours: DataType, there: str, target_type: DataType) -> str:
    if ours.text == target_type.text:
        return f"{subject} is {ours.text}, and the target's {there} is another type of that name"
    return f"{subject} is {ours.text}, {there} is {target_type.text}"


def _judge_key(keys: Travel, column: Column) -> FitVerdict:
    """A value that changes as the keys do that it stands for."""
    type_name = column.type.resolved.name.name
    if isinstance(keys, MadeUuid) and type_name in NUMBERS | {"oid"}:
        return FitVerdict(Fit.NONE, "the keys that it holds become uuids")
    return WHOLE


def _is_counted(context: CheckContext, mapping: TableMapping, column: Column, fit: Fit) -> bool:
    """Whether a look at the data tells it better."""
    counted_values = {
        Fit.MAY_REFUSE: context.examined.refusals,
        Fit.CHANGES: context.examined.changes,
    }
    number = context.plan.number_of(mapping)
    return (number, column.name) in counted_values.get(fit, ())


def _bare(column: Column) -> str:
    return column.type.text.partition("(")[0]


def _suggestion(name: str, table: Table) -> str:
    return meant(name, (column.name for column in table.columns))


def _listed(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)
