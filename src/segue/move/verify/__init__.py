"""Step 8: counts and checksums of every table on both sides, and the rows that differ."""

from segue.move.verify.differences import ColumnDifference, DifferingRows, Kind, RowDifference
from segue.move.verify.named import differing_by_key
from segue.move.verify.report import SideResult, TableReport, VerifyReport
from segue.move.verify.rows import differing_rows
from segue.move.verify.tables import Comparing, Keys, verify

__all__ = [
    "ColumnDifference",
    "Comparing",
    "DifferingRows",
    "Keys",
    "Kind",
    "RowDifference",
    "SideResult",
    "TableReport",
    "VerifyReport",
    "differing_by_key",
    "differing_rows",
    "verify",
]
