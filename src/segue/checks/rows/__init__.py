"""Which rows the target would refuse: asked of the source, through the mapping, read-only.

Both catalogs tell which rules rows can break at all (`values`, `columns`); the source counts those
that do, in one pass a table where all goes well (`asking`, `trial`), several tables at a time
(`crew`); `wording` says it.
"""

from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.run import DataCheckContext, DataExamination, examine

__all__ = ["DataCheckContext", "DataExamination", "SourceReading", "examine"]
