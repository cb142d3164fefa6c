"""Everything that can be known without writing a row, said as findings.

`probe` asks both databases what their catalogs do not tell, `examine` the source's rows whether the
target will take them; `check` decides, on values alone.
"""

from segue.checks.checks import check
from segue.checks.probes import Probes, applied_migrations, probe
from segue.checks.rows import DataCheckContext, DataExamination, SourceReading, examine

__all__ = [
    "DataCheckContext",
    "DataExamination",
    "Probes",
    "SourceReading",
    "applied_migrations",
    "check",
    "examine",
    "probe",
]
