"""What the target asks of a row, as SQL that the source can answer."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from segue.findings import Severity

Code = tuple[str, Severity]
"""A finding's code, and its severity where refused rows stop the move."""

REFUSED = "those rows would be refused"
STOPPED = "the copy would stop at those rows"

TOO_LONG: Code = ("S201", Severity.ERROR)
NO_CAST: Code = ("S203", Severity.ERROR)
CHANGED: Code = ("S202", Severity.WARNING)
OUT_OF_RANGE: Code = ("S205", Severity.ERROR)
NO_NULL: Code = ("S206", Severity.ERROR)
SHARED: Code = ("S207", Severity.ERROR)
ORPHANS: Code = ("S208", Severity.ERROR)
UNREADABLE: Code = ("S209", Severity.ERROR)
COMPUTED: Code = ("S220", Severity.WARNING)
CHECKED: Code = ("S210", Severity.ERROR)
STANDING: Code = (CHECKED[0], Severity.NOTE)
"""Rows that violate a check which judges none of those that stand."""
EXCLUDED: Code = ("S211", Severity.ERROR)
NO_LABEL: Code = ("S212", Severity.ERROR)
NO_CHOICE: Code = ("S213", Severity.WARNING)
UNMAPPED: Code = ("S214", Severity.ERROR)
NOT_FOUND: Code = ("S215", Severity.ERROR)
UNENCODED: Code = ("S216", Severity.ERROR)
SQL_FAILS: Code = ("S217", Severity.ERROR)
TOO_LARGE: Code = ("S219", Severity.ERROR)
UNKNOWN: Code = ("S218", Severity.WARNING)
NO_KEY: Code = ("K111", Severity.WARNING)


@dataclass(frozen=True, slots=True)
class FailingCondition:
    """A condition under which a value breaks a rule, and how that is said."""

    code: Code
    bad: sql.Composable
    """True for a value that breaks the rule; false or NULL for any other."""
    predicate: str
    """What such a value is, after "are": longer than varchar(10)."""
    effect: str
    mend: str = ""
    """SQL that makes the value fit, for the help, with {} for the value."""
    shown: sql.Composable | None = None
    """What to tell of a value beside its row's key, as text."""
    uncastable: bool = False
    """Whether the cast itself fails, so that nothing else can be asked of such a value."""
    refused: bool = True
    """False where the value arrives all the same: then it is a warning whatever the code."""
    rejectable: bool = True
    """False where not even a reject file gets the row."""
    plainly_bad: sql.Composable | None = None
    """The same as `bad` where no cast fails, in shorter SQL."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule that each row keeps or breaks by itself."""

    failing: FailingCondition
    what: str
    """What is counted: values of public.shop_order.status."""
    help: str
    needs: frozenset[str]
    """The columns of the target whose values it takes to tell."""
    column: str | None = None
    """The column of the target whose entry in the plan it is about."""
    verbs: tuple[str, str] = ("is", "are")
    """Between what is counted and the predicate, for one and for several."""
    there: sql.Composable | None = None
    """What is true of a row of the target that breaks it; None where the rows alone do not tell."""
    target_alone: bool = False
    """Whether the source cannot tell, though it may understand the question."""


@dataclass(frozen=True, slots=True)
class ValueTrial:
    """Something that only trying tells: which values a cast, or SQL of the plan, fails for."""

    code: Code
    column: str | None
    """Of the target; None for the rows' own `where`."""
    value: sql.Composable
    """What is tried: NULL for values of which another rule tells that they fail."""
    what: str
    says: str
    """What is so for those that fail: cannot be read as integer."""
    effect: str
    help: str
    plain: sql.Composable | None = None
    """The same without that guard, where it has one."""
