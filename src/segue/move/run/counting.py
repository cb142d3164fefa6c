"""What would come into tables whose rows stay, counted before anything does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing

import psycopg

from segue.database.names import QualifiedName
from segue.database.session import Snapshot, join_snapshot
from segue.events import MergePlanned
from segue.loading.row_comparison import DifferentColumns, JudgedRows, JudgingRules, judge_columns
from segue.move.survey import Survey
from segue.move.workspace import Workspace
from segue.plan.model import ExistingRows

LOOKED_AT = 5_000
"""Rows of a table that are compared column by column."""


def count_merges(
    workspace: Workspace,
    survey: Survey,
    merged: Mapping[QualifiedName, ExistingRows],
    snapshot: Snapshot,
) -> tuple[MergePlanned, ...]:
    """The counts of each table, the fullest plan first; `snapshot` is the moment that counts.

    A table whose rows the source cannot work out, as a value does not convert, is left out:
    `check` and the copy tell of it.
    """
    return tuple(_counts(workspace, survey, merged, snapshot)) if merged else ()


def _counts(
    workspace: Workspace,
    survey: Survey,
    merged: Mapping[QualifiedName, ExistingRows],
    snapshot: Snapshot,
) -> Iterator[MergePlanned]:
    for table, how in merged.items():
        try:
            judgement, different = _judge(workspace, survey, table, how, snapshot)
        except psycopg.DataError:
            continue
        keeps = how is ExistingRows.KEEP
        yield MergePlanned(
            str(table),
            judgement.missing,
            judgement.changed,
            judgement.kept if keeps else 0,
            judgement.equal,
            different.rows,
            different.counts,
        )


def _judge(
    workspace: Workspace,
    survey: Survey,
    table: QualifiedName,
    how: ExistingRows,
    snapshot: Snapshot,
) -> tuple[JudgedRows, DifferentColumns]:
    transfers = [transfer for transfer in survey.transfers if transfer.target.name == table]
    judging = JudgingRules(how is ExistingRows.KEEP, expected=survey.expected.get(table))
    with (
        closing(workspace.open_source("count")) as source,
        closing(workspace.open_target("count")) as target,
    ):
        join_snapshot(source, snapshot)
        return judge_columns(source, target, transfers, judging, LOOKED_AT)
