"""Tables whose earlier rows stayed: they are as they were, and every source row is there too."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import psycopg

from segue.database.session import Connection
from segue.loading.own_rows import compare_own
from segue.loading.row_comparison import JudgingRules, judge
from segue.mapping.transfer import Transfer
from segue.move.verify.report import SideResult, TableReport


class Pair:
    """A session on each side, to judge one table at a time."""

    def __init__(self, source: Connection, target: Connection) -> None:
        self.source = source
        self.target = target

    def close(self) -> None:
        for session in (self.source, self.target):
            with suppress(psycopg.Error):
                session.close()

    def interrupt(self) -> None:
        for session in (self.source, self.target):
            session.cancel_safe(timeout=5)


def report_on(
    pair: Pair, transfers: Sequence[Transfer], judging: JudgingRules, check: Callable[[], None]
) -> TableReport:
    """Judge one table."""
    started = time.monotonic()
    judgement = judge(pair.source, pair.target, transfers, judging, check)
    own = None
    if judging.own is not None and judging.load is not None:
        own = compare_own(pair.target, transfers[0].target, judging.load, judging.own)
    seconds = time.monotonic() - started
    return TableReport(
        transfers[0].target.name,
        SideResult(judgement.rows, "", seconds),
        SideResult(judgement.rows - judgement.missing, "", seconds),
        judged=judgement,
        own=own,
    )
