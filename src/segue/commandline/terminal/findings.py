"""Findings as lines, worded and laid out like a good compiler's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from segue.commandline.terminal.text import SHOWN, visible
from segue.findings import Finding, Severity
from segue.wording import counted

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
ORDER = list(Severity)


def finding_lines(findings: Iterable[Finding]) -> Iterator[Text]:
    """All lines; findings with the same code and details share these."""
    ordered = sorted(findings, key=lambda f: (ORDER.index(f.severity), f.code))
    for _, group in groupby(ordered, key=lambda f: (f.severity, f.code, f.effect, f.help, f.rows)):
        together = list(group)
        for finding in together:
            yield from _head(finding)
        yield from _tail(together[0])
        yield Text()
    if ordered:
        yield Text(summary(ordered))


def summary(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning: segue check --explain S201 explains it`."""
    listed = list(findings)
    counts = Counter(finding.severity for finding in listed)
    parts = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    codes = [f.code for f in sorted(listed, key=lambda f: (ORDER.index(f.severity), f.code))]
    return f"{', '.join(parts)}; `segue check --explain {codes[0]}` explains it" if codes else ""


def _head(finding: Finding) -> Iterator[Text]:
    head = Text.assemble(
        (f"{finding.severity.value}[{finding.code}]", STYLES[finding.severity]),
        (f": {_inside(finding.title, 2)}", "bold"),
    )
    yield head
    if finding.where:
        yield Text.assemble(("  --> ", "bold blue"), _inside(finding.where, 6))


def _tail(finding: Finding) -> Iterator[Text]:
    # A value's own line ends are part of it; those of a help or an effect part lines.
    details = (
        ("rows", visible(finding.rows)),
        ("effect", finding.effect),
        ("help", finding.help),
    )
    for name, text in details:
        if text:
            start = f"   = {name}: "
            yield Text.assemble(
                ("   = ", "bold blue"), (f"{name}: ", "bold"), _inside(text, len(start))
            )


def _inside(text: str, indent: int) -> str:
    """Later lines of a text stand under its first."""
    return visible(text, keep=SHOWN).replace("\n", "\n" + " " * indent)
