"""What the target asks of a row, as SQL that the source can answer."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from segue.plan.findings import Severity

Code = tuple[str, Severity]
"""A finding's code, and its severity where refused rows stop the move."""

TOO_LONG: Code = ("S201", Severity.ERROR)
CHANGED: Code = ("S202", Severity.WARNING)
OUT_OF_RANGE: Code = ("S205", Severity.ERROR)
NO_NULL: Code = ("S206", Severity.ERROR)
SHARED: Code = ("S207", Severity.ERROR)
ORPHANS: Code = ("S208", Severity.ERROR)
UNREADABLE: Code = ("S209", Severity.ERROR)
NO_LABEL: Code = ("S212", Severity.ERROR)
SQL_FAILS: Code = ("S217", Severity.ERROR)
UNKNOWN: Code = ("S218", Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Failing:
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


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule that each row keeps or breaks by itself."""

    failing: Failing
    column: str
    """Of the target."""
    subject: str
    """What the values are called: public.shop_order.status."""
    help: str
