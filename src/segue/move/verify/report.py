"""What a comparison of tables says, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from segue.database.names import QualifiedName
from segue.database.rejects import RejectSums
from segue.loading.own_rows import OwnRows
from segue.loading.row_comparison import JudgedRows
from segue.wording import count, counted


@dataclass(frozen=True, slots=True)
class SideResult:
    """What one server says of a table."""

    rows: int
    checksum: str
    """Decimal text, as it passes 64 bits."""
    seconds: float


@dataclass(frozen=True, slots=True)
class TableReport:
    """Both sides of one target table."""

    table: QualifiedName
    source: SideResult
    target: SideResult
    added: int = 0
    """Seed rows that stayed and rows that Django itself added; they are not counted."""
    unvalidated: tuple[str, ...] = ()
    """Foreign keys from or to the table that the target has not checked for all rows."""
    judged: JudgedRows | None = None
    """Row by row, where rows that were in the target before stayed; there is no checksum then."""
    own: OwnRows | None = None
    """The rows that were there before, where they are known."""
    rejects: RejectSums | None = None
    """What the target refused, where there is a checksum."""
    ahead: bool = False
    """Whether both sides were summed up before the comparison, and nothing has changed since."""
    passing: bool = False
    """Whether a condition of the plan takes other rows as time passes."""

    @property
    def equal(self) -> bool:
        if self.judged is not None:
            unnoted = self.own.unnoted if self.own is not None else 0
            return not (self.judged.missing or self.judged.changed or self.judged.gone or unnoted)
        rows, checksum = self.source.rows, int(self.source.checksum)
        if self.rejects is not None:
            rows -= self.rejects.rows - self.rejects.unreadable
            checksum -= self.rejects.checksum
        return (rows, checksum) == (self.target.rows, int(self.target.checksum))

    @property
    def rejected(self) -> int:
        """Source rows that the target refused."""
        if self.judged is not None:
            return self.judged.rejected
        return self.rejects.rows - self.rejects.mended if self.rejects is not None else 0

    @property
    def seconds(self) -> float:
        """Both sides work at the same time."""
        return max(self.source.seconds, self.target.seconds)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Every table, in the plan's order."""

    tables: tuple[TableReport, ...]
    seconds: float

    @property
    def equal(self) -> bool:
        return not self.differing

    @property
    def differing(self) -> tuple[QualifiedName, ...]:
        return tuple(report.table for report in self.tables if not report.equal)

    @property
    def rows(self) -> int:
        """Rows of the tables that are equal, without those that only the target has."""
        return sum(report.target.rows for report in self.tables if report.equal)

    @property
    def kept(self) -> int:
        """Source rows in whose place the target keeps another one that it had before."""
        return sum(report.judged.kept for report in self.tables if report.judged is not None)

    @property
    def rejected(self) -> int:
        """Source rows that the target refused."""
        return sum(report.rejected for report in self.tables)

    @property
    def unvalidated(self) -> tuple[str, ...]:
        """Foreign keys that the target has not checked for all rows; each once."""
        return tuple(sorted({key for report in self.tables for key in report.unvalidated}))

    @property
    def summary(self) -> str:
        """The one sentence that counts."""
        equal = len(self.tables) - len(self.differing)
        tables = counted(len(self.tables), "table is", "tables are")
        sentence = f"{count(equal)} of {tables} equal: {counted(self.rows, 'row')}"
        if self.kept:
            are, them = ("is", "it") if self.kept == 1 else ("are", "them")
            sentence += f", of which {self.kept:,} {are} kept as the target had {them}"
        sentence += self._said_of_own_rows
        if self.rejected:
            sentence += f"; {counted(self.rejected, 'row')} rejected"
        if self.unvalidated:
            sentence += f"; foreign keys not validated: {', '.join(self.unvalidated)}"
        return sentence

    @property
    def _said_of_own_rows(self) -> str:
        """Nothing where the target had none, or where it is not known."""
        known = {t.table: t.own for t in self.tables if t.own is not None and t.own.before}
        changed = [str(table) for table, own in known.items() if not own.unchanged]
        if changed:
            return f"; others wrote to rows that the target had, in {', '.join(changed)}"
        rows = sum(own.before for own in known.values())
        are = "is" if rows == 1 else "are"
        return f"; {counted(rows, 'row')} that the target had {are} unchanged" if rows else ""

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        tables = [
            {
                "table": str(report.table),
                "equal": report.equal,
                "source": asdict(report.source),
                "target": asdict(report.target),
                "ahead": report.ahead,
                "added": report.added,
                "rejected": report.rejected,
                "judged": asdict(report.judged) if report.judged is not None else None,
                "own": asdict(report.own) if report.own is not None else None,
            }
            for report in self.tables
        ]
        return {
            "equal": self.equal,
            "rows": self.rows,
            "seconds": self.seconds,
            "foreign_keys_not_validated": list(self.unvalidated),
            "tables": tables,
        }
