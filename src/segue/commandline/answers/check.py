"""The answer of `check`, after its findings."""

from __future__ import annotations

from collections.abc import Sequence

from segue.events import FORMAT_VERSION
from segue.findings import Finding


def check_object(findings: Sequence[Finding]) -> dict[str, object]:
    """That all was looked at, and how much was found."""
    return {
        "version": FORMAT_VERSION,
        "event": "check",
        "findings": len(findings),
        "blocking": sum(finding.blocks for finding in findings),
    }
