"""What is written, or asked, about the columns of a drafted table mapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from segue.database.catalog import Table
from segue.drafting.conversions import conversion
from segue.drafting.documents import out_of_document
from segue.drafting.expressions import entry, name
from segue.drafting.generic_keys import plain_reference
from segue.drafting.knowledge import Knowledge
from segue.drafting.matching import ColumnMatch, ColumnMatches
from segue.drafting.matching.names import turned_round, words
from segue.drafting.matching.shapes import Shape, kinship
from segue.drafting.matching.values import ValueFit, fit
from segue.drafting.new_references import ReferencePath, way_to
from segue.drafting.person_names import name_parts
from segue.drafting.rows_to_columns import out_of_rows
from segue.drafting.values import NO_REASON, ColumnChoice
from segue.plan.entries import feed
from segue.plan.model import NO_VALUE, Constant, DroppedColumn, Expression, Renamed
from segue.plan.toml import filler, literal, now_as, text
from segue.project.values import CallableDefault, Default, NowDefault, PlainDefault, UuidDefault

NAMESAKE = 0.5
"""From here up a candidate keeps a default from being taken without asking."""
SAID = 0.7
"""From here up a candidate's name says that it is meant, so that it is not turned round."""
NONE_FITS = "of the columns without a place none fits"
CANDIDATES = 5
"""Likely columns that a question names."""


def column_choices(
    matches: ColumnMatches, source: Table, knowledge: Knowledge
) -> Iterator[ColumnChoice]:
    """Everything that is to be said about the columns, in the order in which it is written."""
    for match in matches.renamed:
        yield _renamed(match, knowledge)
    for match in matches.same:
        yield from _converted(match, knowledge)
    takers: dict[str, list[str]] = {}
    for shape in matches.unfed:
        if source.column(shape.name) is not None:
            yield ColumnChoice(shape.name, "the source computes it; its values are copied")
            continue
        questions = (
            _turned_round(shape, matches)
            or name_parts(shape, matches)
            or plain_reference(shape, matches, knowledge)
            or _out_of_document(shape, matches)
            or _out_of_rows(shape, matches, knowledge)
        )
        yield questions or _unfed(shape, matches, knowledge)
        for used in questions.uses if questions else ():
            takers.setdefault(used, []).append(shape.name)
    computed = {choice.column: choice for choice in _computed(matches, source)}
    for shape in matches.homeless:
        if shape.name in takers:
            yield _used_up(shape, ", ".join(takers[shape.name]))
        elif shape.name not in computed:
            yield _homeless(shape, matches, knowledge)
    yield from computed.values()


def _renamed(match: ColumnMatch, knowledge: Knowledge) -> ColumnChoice:
    """A column of another name; asked about where its values need more than that."""
    if knowledge.is_supposed(match.source, match.target):
        reason = f"if {match.source.references} became {match.target.references}"
        entry_text = text(match.source.name)
        return ColumnChoice(match.target.name, reason, question=True, suggestion=entry_text)
    needed = conversion(match.source, match.target, knowledge)
    reason = f"renamed: {match.reason}"
    if needed is None:
        return ColumnChoice(match.target.name, reason, Renamed(match.source.name))
    return ColumnChoice(
        match.target.name,
        f"{reason}; {needed.reason}",
        needed.mapping,
        question=needed.mapping is None,
        suggestion=needed.suggestion,
    )


def _converted(match: ColumnMatch, knowledge: Knowledge) -> Iterator[ColumnChoice]:
    """A column of the same name whose values do not go as they are."""
    if match.confidence == 1 and knowledge.is_in_question(match.source, match.target):
        reason = f"if {match.source.references} is what it was"
        entry_text = text(match.source.name)
        yield ColumnChoice(match.target.name, reason, question=True, suggestion=entry_text)
        return
    if match.confidence < 1:
        suggestion = '{ sql = "..." }'
        yield ColumnChoice(match.target.name, match.reason, question=True, suggestion=suggestion)
        return
    needed = conversion(match.source, match.target, knowledge)
    if needed is not None:
        yield ColumnChoice(
            match.target.name,
            needed.reason,
            needed.mapping,
            question=needed.mapping is None,
            suggestion=needed.suggestion,
            told_by_rows=needed.told_by_rows,
        )


def _turned_round(shape: Shape, matches: ColumnMatches) -> ColumnChoice | None:
    """A flag that may be true where one of the source was not: never to be taken for granted."""
    likely = [m.source for m in matches.candidates if m.target is shape and m.confidence >= SAID]
    turned = _opposites(shape, matches.homeless)
    if not turned or (likely and likely[0] not in turned):
        return None
    offers = [(f"perhaps the opposite of {o.name}", entry("NOT {}", name(o.name))) for o in turned]
    (reason, entry_text), *further = offers
    return ColumnChoice(
        shape.name,
        reason,
        question=True,
        suggestion=entry_text,
        further=tuple(further),
        uses=(turned[0].name,),
    )


def _out_of_document(shape: Shape, matches: ColumnMatches) -> ColumnChoice | None:
    """A column that has the name of a document's key, unless it has another one's as well."""
    likely = any(m.target is shape and m.confidence >= SAID for m in matches.candidates)
    return None if likely else out_of_document(shape, matches)


def _out_of_rows(shape: Shape, matches: ColumnMatches, knowledge: Knowledge) -> ColumnChoice | None:
    """A column that rows of another table may hold, unless another one of its own may be it."""
    likely = any(m.target is shape and m.confidence >= SAID for m in matches.candidates)
    return None if likely else out_of_rows(shape, matches, knowledge)


def _opposites(shape: Shape, among: Iterable[Shape]) -> list[Shape]:
    """The flags among some columns that say the contrary of one of the other side."""
    flags = [one for one in among if one.family == shape.family == "bool"]
    return [one for one in flags if turned_round(one.words, shape.words)]


def _likely(matches: ColumnMatches, shape: Shape, knowledge: Knowledge) -> list[ColumnMatch]:
    """Source columns for an unfed one, the likeliest first, of those that hold anything."""
    likely = [match for match in matches.candidates if match.target is shape]
    names = {match.source.name for match in likely}
    namesakes = [
        ColumnMatch(one, shape, NAMESAKE, "its name is the beginning of the other's")
        for one in matches.homeless
        if one.name not in names and _begins(one, shape) and kinship(one.family, shape.family)
    ]
    rivals = sorted((*likely, *namesakes), key=lambda match: match.confidence < NAMESAKE)
    return [match for match in rivals if not knowledge.only_null(match.source)][:CANDIDATES]


def _begins(one: Shape, other: Shape) -> bool:
    """Whether one name is the other's with words behind it, as data and data_json."""
    short, long = sorted((words(one.name), words(other.name)), key=len)
    return bool(short) and long[: len(short)] == short


def _unfed(shape: Shape, matches: ColumnMatches, knowledge: Knowledge) -> ColumnChoice:
    """What fills a target column that the source does not have."""
    by_itself = _by_itself(shape, matches, knowledge)
    likely = _likely(matches, shape, knowledge)
    by_default = by_itself.mapping is not None
    if by_default:
        likely = [match for match in likely if match.confidence >= NAMESAKE or _fits(match)]
    if not likely:
        return _alone(by_itself, matches, knowledge)
    offers = [_offer(match, matches, knowledge) for match in likely]
    (reason, entry_text), *further = offers
    is_question = by_default or not shape.filled
    if by_itself.mapping is not None:
        further.append((by_itself.reason, feed(shape.name, by_itself.mapping)))
    elif is_question and by_itself.suggestion in {entry_text for _, entry_text in offers}:
        further += _default(shape)
    elif is_question and by_itself.suggestion:
        further.append((by_itself.reason, by_itself.suggestion))
    return ColumnChoice(
        shape.name, reason, question=is_question, suggestion=entry_text, further=tuple(further)
    )


def _alone(by_itself: ColumnChoice, matches: ColumnMatches, knowledge: Knowledge) -> ColumnChoice:
    """Where nothing else may be meant; of a default it is said that columns without a place are
    not.
    """
    if by_itself.mapping is None or all(map(knowledge.only_null, matches.homeless)):
        return by_itself
    return replace(by_itself, reason=f"{by_itself.reason}; {NONE_FITS}")


def _fits(match: ColumnMatch) -> bool:
    """Whether the values could stand in the other column as they are."""
    one, other = match.source, match.target
    if one.family != other.family or (one.references is None) != (other.references is None):
        return False
    return fit(one, other) not in (ValueFit.REFUSED, ValueFit.MAPPED)


def _offer(match: ColumnMatch, matches: ColumnMatches, knowledge: Knowledge) -> tuple[str, str]:
    """Why a source column may be meant, and how it would be written."""
    needed = conversion(match.source, match.target, knowledge)
    perhaps = f"perhaps {match.source.name}: {match.reason}{_elsewhere(match, matches)}"
    if needed is None:
        return perhaps, text(match.source.name)
    return f"{perhaps}; {needed.reason}", needed.suggestion


def _elsewhere(match: ColumnMatch, matches: ColumnMatches) -> str:
    """For which other column the same one is offered, where that is as likely or more."""
    others = [m for m in matches.candidates if m.source is match.source and m is not match]
    best = max(others, key=lambda m: m.confidence, default=match)
    if best is match or best.target is match.target or best.confidence < match.confidence:
        return ""
    how = "better" if best.confidence > match.confidence else "as well"
    return f"; it fits {best.target.name} {how}"


def _default(shape: Shape) -> list[tuple[str, str]]:
    """The model's plain default, as an answer."""
    default = shape.field.default if shape.field is not None else None
    if not isinstance(default, PlainDefault):
        return []
    return [("the model's default", f"{{ value = {literal(default.value)} }}")]


def _by_itself(shape: Shape, matches: ColumnMatches, knowledge: Knowledge) -> ColumnChoice:
    """What fills it where no source column does."""
    column = shape.column
    if column.filled:
        return ColumnChoice(column.name, "new; the target's own default fills it")
    default = shape.field.default if shape.field is not None else None
    if not column.refuses_null and not isinstance(default, _GIVEN):
        return ColumnChoice(column.name, "new; stays NULL")
    rival = _old_flag(shape, matches, knowledge)
    if rival is not None:
        reason = f"perhaps {rival.name}, which has no place; else the model's default"
        entry_text, used = text(rival.name), (rival.name,)
        return ColumnChoice(column.name, reason, question=True, suggestion=entry_text, uses=used)
    match default:
        case PlainDefault(value) if shape.table.name in knowledge.seen.computed:
            return ColumnChoice(
                column.name,
                "new; a data migration that has not run may fill it; else the model's default",
                question=True,
                suggestion=f"{{ value = {literal(value)} }}",
            )
        case PlainDefault(value):
            reason = "new; the model's default"
            if not column.not_null:
                reason += ", as a migration that adds the field gives it"
            return ColumnChoice(column.name, reason, Constant(value))
        case NowDefault():
            now = Expression(now_as(column.type))
            return ColumnChoice(column.name, "new; the model's default is the time of saving", now)
        case UuidDefault():
            reason = "new; the model's default is a random uuid"
            return ColumnChoice(column.name, reason, Expression("gen_random_uuid()"))
    return _question(shape, default, way_to(shape, matches.source, knowledge))


_GIVEN = PlainDefault | NowDefault | UuidDefault | CallableDefault
"""Defaults that a migration gives to rows that are there already, NULL allowed or not."""


def _old_flag(shape: Shape, matches: ColumnMatches, knowledge: Knowledge) -> Shape | None:
    """A flag of the source without a place that may be this one under its old name.

    A default would turn it off, or on, for everybody alike.
    """
    if shape.family != "bool":
        return None
    flags = [
        one for one in matches.homeless if one.family == "bool" and not knowledge.only_null(one)
    ]
    alike = [one for one in flags if {*words(one.name)} & {*words(shape.name)}]
    unfed = [one for one in matches.unfed if one.family == "bool"]
    alone = flags if len(flags) == len(unfed) == 1 else []
    return next(iter(alike or alone), None)


def _question(shape: Shape, default: Default | None, way: ReferencePath | None) -> ColumnChoice:
    """A question about a column that must not be NULL, with what may be the answer."""
    column, refers = shape.column, shape.references is not None
    entry_text = filler(column.type, refers=refers)
    reason = f"new, NOT NULL, {column.type.text}: nothing says what fills it"
    if way is not None:
        reason, entry_text = f"new, NOT NULL: {way.reason}", way.entry()
    elif isinstance(default, CallableDefault):
        of = f"; a key of {shape.references}" if refers else ""
        kind = "new, NOT NULL" if column.not_null else "new"
        reason = f"{kind}; the model's default is code, {default.name}{of}"
    elif refers:
        reason = f"new, NOT NULL: a key of {shape.references}"
    return ColumnChoice(column.name, reason, question=True, suggestion=entry_text)


def _homeless(shape: Shape, matches: ColumnMatches, knowledge: Knowledge) -> ColumnChoice:
    """What becomes of a source column that the target does not have."""
    if knowledge.only_null(shape):
        return ColumnChoice(shape.name, NO_VALUE, DroppedColumn(NO_VALUE), homeless=True)
    likely = [match.target.name for match in matches.candidates if match.source is shape][:3]
    likely = likely or [other.name for other in matches.unfed if _might_take(other, shape)]
    advice = f"feed {' or '.join(likely)} from it" if likely else "feed another column from it"
    reason = f"{shape.column.type.text}, which the target lacks: {advice}, or say why"
    return ColumnChoice(shape.name, reason, homeless=True, question=True, suggestion=NO_REASON)


def _used_up(shape: Shape, takers: str) -> ColumnChoice:
    """A source column of which nothing is left behind if another question is answered as asked."""
    reason = f"{shape.column.type.text}, which the target lacks: does it go into {takers}?"
    entry_text = f"{{ drop = {text(f'in {takers}')} }}"
    return ColumnChoice(shape.name, reason, homeless=True, question=True, suggestion=entry_text)


def _might_take(other: Shape, shape: Shape) -> bool:
    """Whether a text that would be left empty could hold the column's: worth a look."""
    texts = other.family == shape.family == "text" and shape.references is None
    return texts and (other.filled_by_model or not other.column.refuses_null)


def _computed(matches: ColumnMatches, source: Table) -> Iterator[ColumnChoice]:
    """Source columns that one of the two servers computes."""
    for column in source.columns:
        counterpart = matches.target.table.column(column.name)
        reason = ""
        if counterpart is not None and counterpart.generated:
            reason = "the target computes it"
        elif counterpart is None and column.generated:
            reason = "computed from other columns, and the target has no such column"
        if reason:
            yield ColumnChoice(column.name, reason, DroppedColumn(reason), homeless=True)
