"""Everything that can be known without writing a row, said as findings.

`probe` asks both databases what their catalogs do not tell; `check` decides, on values alone.
"""

from segue.plan.check.checks import check
from segue.plan.check.probes import Probes, probe

__all__ = ["Probes", "check", "probe"]
