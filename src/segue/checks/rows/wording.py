"""What was found in the data, in words."""

from __future__ import annotations

from segue.checks.rows.count_rules import Answer, BrokenRule, Failed
from segue.checks.rows.rules import UNKNOWN, Code
from segue.findings import Finding, Place, Severity
from segue.mapping.transfer import Transfer
from segue.plan.model import OnBadRow, Plan


def worded(plan: Plan, transfer: Transfer, answer: Answer) -> Finding:
    """The finding that an answer about a table's rows makes."""
    rejects = plan.on_bad_row_of(transfer.mapping) is OnBadRow.REJECT
    if isinstance(answer, BrokenRule):
        return _broken(answer, plan.place(transfer.mapping, answer.rule.column), rejects=rejects)
    if isinstance(answer, Failed):
        place = plan.place(transfer.mapping, answer.trial.column)
        return _failed(answer, place, rejects=rejects and _one_by_one(transfer))
    subject = f"the rows of {transfer.label}"
    return unknown(subject, answer.reason, plan.place(transfer.mapping))


def _one_by_one(transfer: Transfer) -> bool:
    """Whether rows that the source cannot work out are told apart: those of tables, by place."""
    return transfer.source is not None and transfer.source.kind in "rp"


def unknown(subject: str, reason: str, place: Place) -> Finding:
    """The finding that something could not be found out; `reason` is what the server says."""
    return Finding(
        *UNKNOWN,
        f"{subject} could not be looked at: {reason}",
        place=place,
        effect="rows that the target refuses would show only when they are copied",
        help="`segue move --rehearse` tries the rows on a copy of the target. `segue plan --show`"
        " prints the SQL that the source could not answer",
    )


def _broken(broken: BrokenRule, place: Place, *, rejects: bool) -> Finding:
    failing, rule = broken.rule.failing, broken.rule
    verb, predicate = rule.verbs[broken.count != 1], failing.predicate
    rejects = rejects and failing.rejectable
    if broken.count == 1:
        predicate = predicate.replace("arrays with", "an array with")
    return Finding(
        failing.code[0],
        severity(failing.code, rejects=rejects or not failing.refused),
        f"{broken.count:,} of {broken.rows:,} {rule.what} {verb} {predicate}",
        place=place,
        effect=effect(failing.code, broken.count, failing.effect, rejects=rejects),
        help=rule.help,
        rows=broken.examples,
    )


def _failed(failed: Failed, place: Place, *, rejects: bool) -> Finding:
    trial, failures = failed.trial, failed.failures
    many = f"{failures.count:,}" if failures.complete else f"at least {failures.count:,}"
    of = "the" if failed.rows is None else f"{failed.rows:,}"
    return Finding(
        trial.code[0],
        severity(trial.code, rejects=rejects),
        f"{many} of {of} {trial.what} {trial.says}",
        place=place,
        effect=effect(trial.code, failures.count, trial.effect, rejects=rejects),
        help=trial.help,
        rows="; ".join(failures.examples),
    )


def severity(code: Code, *, rejects: bool) -> Severity:
    """What refuses rows is an error, unless the plan has them written to a file."""
    return Severity.WARNING if rejects and code[1] is Severity.ERROR else code[1]


def effect(code: Code, rows: int, otherwise: str, *, rejects: bool) -> str:
    """What becomes of refused rows."""
    if rejects and code[1] is Severity.ERROR:
        return f"{rows:,} {_rows(rows)} will land in the reject file"
    return otherwise


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"
