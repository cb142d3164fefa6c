"""Step 8, and what is done ahead of it: counts and checksums of both sides; rows that differ."""

from segue.move.verify.ahead import AheadComparison
from segue.move.verify.comparison import Comparing, Keys
from segue.move.verify.differences import ColumnDifference, DifferingRows, Kind, RowDifference
from segue.move.verify.named import differing_by_key
from segue.move.verify.parts import WrittenPart, parts_that_stand
from segue.move.verify.report import SideResult, TableReport, VerifyReport
from segue.move.verify.room import SpareCapacity
from segue.move.verify.rows import differing_rows
from segue.move.verify.sums import KnownSums, reads_alike
from segue.move.verify.tables import verify

__all__ = [
    "AheadComparison",
    "ColumnDifference",
    "Comparing",
    "DifferingRows",
    "Keys",
    "Kind",
    "KnownSums",
    "RowDifference",
    "SideResult",
    "SpareCapacity",
    "TableReport",
    "VerifyReport",
    "WrittenPart",
    "differing_by_key",
    "differing_rows",
    "parts_that_stand",
    "reads_alike",
    "verify",
]
