"""What was found in the data, in words."""

from __future__ import annotations

from segue.plan.check.data.asking import Answer, Broken, Failed
from segue.plan.check.data.rules import SQL_FAILS, UNKNOWN, UNREADABLE, Code
from segue.plan.check.hits import Hit
from segue.plan.findings import Severity
from segue.plan.model import OnBadRow, Plan
from segue.plan.toml import key
from segue.plan.transfer import Transfer


def worded(plan: Plan, transfer: Transfer, answer: Answer) -> Hit:
    """The finding that an answer about a table's rows makes."""
    rejects = plan.on_bad_row_of(transfer.mapping) is OnBadRow.REJECT
    if isinstance(answer, Broken):
        return _broken(answer, plan.place(transfer.mapping, answer.rule.column), rejects=rejects)
    if isinstance(answer, Failed):
        column = answer.fed.column.name
        return _failed(answer, plan.place(transfer.mapping, column), rejects=rejects)
    subject = f"the rows of {transfer.label}"
    return unknown(subject, answer.reason, plan.place(transfer.mapping))


def unknown(subject: str, reason: str, place: str) -> Hit:
    """The finding that something could not be found out; `reason` is what the server says."""
    return Hit(
        *UNKNOWN,
        f"{subject} could not be looked at: {reason}",
        place=place,
        effect="rows that the target refuses would show only when they are copied",
        help="`segue plan --show` prints the SQL; try it in psql against the source",
    )


def _broken(broken: Broken, place: str, *, rejects: bool) -> Hit:
    failing, rule = broken.rule.failing, broken.rule
    are = "is" if broken.count == 1 else "are"
    predicate = failing.predicate
    if broken.count == 1:
        predicate = predicate.replace("arrays with", "an array with")
    return Hit(
        failing.code[0],
        severity(failing.code, rejects=rejects),
        f"{broken.count:,} of {broken.rows:,} values of {rule.subject} {are} {predicate}",
        place=place,
        effect=effect(failing.code, broken.count, failing.effect, rejects=rejects),
        help=rule.help,
        rows=broken.examples,
    )


def _failed(failed: Failed, place: str, *, rejects: bool) -> Hit:
    given, found = failed.fed.given, failed.failures
    column = key(given.feed.column.name)
    many = f"{found.count:,}" if found.complete else f"at least {found.count:,}"
    of = "the" if failed.rows is None else f"{failed.rows:,}"
    if given.feed.source is not None:
        wanted, code = given.feed.column.type.resolved.text, UNREADABLE
        title = f"{many} of {of} values of {given.subject} cannot be read as {wanted}"
    else:
        code = SQL_FAILS
        title = f"the SQL of {given.subject} fails for {many} of {of} rows"
    return Hit(
        code[0],
        severity(code, rejects=rejects),
        title,
        place=place,
        effect=effect(code, found.count, "the copy would stop at those rows", rejects=rejects),
        help=f'say what becomes of them: {column} = {{ sql = "CASE WHEN ... END" }}',
        rows="; ".join(found.examples),
    )


def severity(code: Code, *, rejects: bool) -> Severity:
    """What refuses rows is an error, unless the plan has them written to a file."""
    return Severity.WARNING if rejects else code[1]


def effect(code: Code, rows: int, otherwise: str, *, rejects: bool) -> str:
    """What becomes of refused rows."""
    if rejects and code[1] is Severity.ERROR:
        return f"{rows:,} {_rows(rows)} will land in the reject file"
    return otherwise


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"
