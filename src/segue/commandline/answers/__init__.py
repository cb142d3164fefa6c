"""What commands answer, as tables for people and as objects for programs.

Every object is one line of `--json` and has `version` and `event`, like the events of a run. What
is said of files is imported from its module, `exporting` or `importing`: moves need none of it.
"""

from segue.commandline.answers.check import check_object
from segue.commandline.answers.dryrun import dry_run_object, dry_run_table
from segue.commandline.answers.history import history_object, history_tables
from segue.commandline.answers.live import (
    cutover_lines,
    cutover_object,
    live_lines,
    live_object,
)
from segue.commandline.answers.plan import (
    answers_object,
    masked,
    plan_object,
    question_object,
)
from segue.commandline.answers.rehearsal import rehearsal_lines, rehearsal_object
from segue.commandline.answers.rejects import rejects_object, rejects_text
from segue.commandline.answers.sequences import sequence_objects, sequence_table
from segue.commandline.answers.status import status_lines, status_object, status_tables
from segue.commandline.answers.verify import (
    outcome_objects,
    rows_object,
    rows_table,
    verify_object,
    verify_table,
)

__all__ = [
    "answers_object",
    "check_object",
    "cutover_lines",
    "cutover_object",
    "dry_run_object",
    "dry_run_table",
    "history_object",
    "history_tables",
    "live_lines",
    "live_object",
    "masked",
    "outcome_objects",
    "plan_object",
    "question_object",
    "rehearsal_lines",
    "rehearsal_object",
    "rejects_object",
    "rejects_text",
    "rows_object",
    "rows_table",
    "sequence_objects",
    "sequence_table",
    "status_lines",
    "status_object",
    "status_tables",
    "verify_object",
    "verify_table",
]
