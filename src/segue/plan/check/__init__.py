"""Everything that can be known without writing a row, said as findings.

`probe` asks both databases what their catalogs do not tell, `examine` the source's rows whether the
target will take them; `check` decides, on values alone.
"""

from segue.plan.check.checks import check
from segue.plan.check.data import Examined, Reading, examine
from segue.plan.check.data import Grounds as DataGrounds
from segue.plan.check.probes import Probes, applied_migrations, probe

__all__ = [
    "DataGrounds",
    "Examined",
    "Probes",
    "Reading",
    "applied_migrations",
    "check",
    "examine",
    "probe",
]
