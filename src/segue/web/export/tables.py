"""The tables that can be exported: those of the source, or those that the plan fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segue.database.catalog import Column, Table
from segue.database.names import QualifiedName
from segue.mapping.transfer import Transfer
from segue.web.names import key_of
from segue.web.plan_overview import app_of, labels_of
from segue.web.session import WebSession

KINDS = {"v": "a view", "m": "a materialized view", "f": "a foreign table"}


@dataclass(frozen=True, slots=True)
class ExportableTable:
    """One table that can be exported."""

    table: QualifiedName
    key: str
    """How forms name it."""
    app: str
    model: str
    rows: int
    bytes: int
    kind: str
    columns: tuple[Column, ...]

    def found_by(self, words: str) -> bool:
        """Whether table, model or a column has the words, which are in lower case."""
        texts = (str(self.table), self.model, *(column.name for column in self.columns))
        return not words or any(words in text.lower() for text in texts)


def offers(session: WebSession) -> list[ExportableTable]:
    """By app, then by name."""
    labels = labels_of(session.project)
    all_offers = (
        _planned(session, labels) if session.export_form.through_plan else _there(session, labels)
    )
    return sorted(all_offers, key=lambda one: (one.app, one.table))


def usual(offer: ExportableTable) -> bool:
    """Whether `segue export` takes it where no table is named."""
    return offer.kind == ""


def _there(session: WebSession, labels: Mapping[QualifiedName, str]) -> Iterator[ExportableTable]:
    for table in session.catalog("source").tables.values():
        if not table.is_partition and table.extension is None and table.may_select:
            yield _offer(table, labels, table.rows_estimate, table.bytes)


def _planned(session: WebSession, labels: Mapping[QualifiedName, str]) -> Iterator[ExportableTable]:
    """Tables of the target; how much comes into each, the source tells."""
    survey = session.survey()
    transfers: dict[QualifiedName, list[Transfer]] = {}
    for transfer in survey.transfers:
        transfers.setdefault(transfer.target.name, []).append(transfer)
    for feeding in transfers.values():
        sources = [t.source for t in feeding if t.source is not None]
        rows, size = sum(t.rows_estimate for t in sources), sum(t.bytes for t in sources)
        yield _offer(feeding[0].target, labels, rows, size)


def _offer(
    table: Table, labels: Mapping[QualifiedName, str], rows: int, size: int
) -> ExportableTable:
    label = labels.get(table.name, "")
    app = label.partition(".")[0] or app_of(table.name)
    kind = KINDS.get(table.kind, "")
    return ExportableTable(
        table.name, key_of(table.name), app, label, rows, size, kind, table.columns
    )
