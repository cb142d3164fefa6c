r"""How values are spelled, type by type: the one table of what a text is taken for.

A spelling that PostgreSQL's own input reads in its writer's meaning needs no entry: that is the
rule. The others are here. A *certain* one can mean one thing only, which PostgreSQL would not see;
a *doubtful* one is asked for, column by column, unless `--read` settles it; a *refused* one makes
its row a reject. Where Django has a parser of its own (durations), its
reading is among the answers.

Conditions and readings are SQL over the text, `{0}`, which is never NULL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from segue.database.catalog import DAYS, NUMBERS, Column, TypeKind
from segue.files.importing.spellings.model import (
    AS_WRITTEN,
    EMPTY,
    JSON,
    JSON_WORD_FOR_NULL,
    NEVER_EMPTY,
    NULL_WORDS,
    PLAIN_WORD_FOR_NULL,
    TEXTS,
    WITH_NAN,
    WORD_FOR_NULL,
    Conventions,
    Spelling,
)
from segue.files.importing.spellings.numbers import numbers
from segue.files.importing.spellings.others import OTHERS, within
from segue.files.importing.spellings.texts import texts
from segue.files.importing.spellings.times import days


def spellings_of(column: Column, file_format: Conventions) -> Iterator[Spelling]:
    """What to look for in the values of a column, in the order in which it is looked for."""
    resolved = column.type.resolved
    if resolved.kind in (TypeKind.ARRAY, TypeKind.RANGE, TypeKind.MULTIRANGE):
        yield EMPTY
        yield from within(resolved)
        return
    if resolved.kind is TypeKind.ENUM:
        yield from _nothing_beside(resolved.labels)
        return
    name = resolved.name.name
    if resolved.kind is not TypeKind.BASE:
        return
    if name in NEVER_EMPTY:
        yield EMPTY
        yield _word_for_null(name)
    if name in NUMBERS:
        yield from numbers(name, resolved.scale, file_format)
    elif name in TEXTS:
        yield from texts(name, file_format)
    elif name in DAYS:
        yield from days(name, file_format)
    else:
        yield from OTHERS.get(name, ())


def _nothing_beside(labels: Sequence[str]) -> Iterator[Spelling]:
    """How NULL is written where none of an enum's labels is written so."""
    if all(label.strip() for label in labels):
        yield EMPTY
    if not set(NULL_WORDS) & set(labels):
        yield WORD_FOR_NULL


def _word_for_null(name: str) -> Spelling:
    if name in JSON:
        return JSON_WORD_FOR_NULL
    return PLAIN_WORD_FOR_NULL if name in WITH_NAN else WORD_FOR_NULL


def answers_of(column: Column) -> set[str]:
    """All words that may say what doubtful values of a column are."""
    every = [
        Conventions(null_settled=False, backslashes_settled=False),
        Conventions(decimal=","),
        Conventions(dates="DMY"),
    ]
    words = {
        one.word
        for file_format in every
        for s in spellings_of(column, file_format)
        for one in s.answers
    }
    return words | {AS_WRITTEN}
