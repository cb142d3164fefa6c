"""Verify: counts and checksums of both sides, down to the rows that differ."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse

from segue.errors import UsageError
from segue.web.desk import Desk
from segue.web.views.common import part, shown


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page; the comparison itself begins when asked."""
    return shown(request, desk, "verify.html", "verify")


def run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Compare all tables."""
    answer = _asked(desk, "verify")
    return part("_verified.html", {"report": _sorted(answer)})


def rows(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The rows of one table that differ."""
    found = _asked(desk, "differing_rows", "--rows", request.GET.get("table", ""))
    return part("_differing.html", {"found": found, "show_values": desk.show_values})


def _asked(desk: Desk, event: str, *words: str) -> dict[str, Any]:
    """What `segue verify` answers: a process of its own, as a comparison may take long."""
    done = subprocess.run(
        [sys.executable, "-m", "segue", "verify", "--plan", desk.plan_path.name, "--json", *words],
        cwd=desk.plan_path.resolve().parent, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    answer = next((line for line in told if line.get("event") == event), None)
    if answer is None:
        failed: dict[str, Any] = next((line for line in told if line.get("event") == "error"), {})
        raise UsageError(message=failed.get("message", done.stderr.strip()[-500:]))
    found: dict[str, Any] = answer
    return found


def _sorted(answer: dict[str, Any]) -> dict[str, Any]:
    """Tables that differ first, then the largest."""
    tables = sorted(answer["tables"], key=lambda t: (t["equal"], -t["source"]["rows"]))
    return {**answer, "tables": tables, "equal_tables": sum(t["equal"] for t in tables)}
