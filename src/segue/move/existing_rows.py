"""What becomes of rows that the target holds already: set aside, replaced, or a reason to stop."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from segue.database.names import QualifiedName
from segue.errors import Refused, TargetNotEmpty
from segue.events import Asker
from segue.plan.model import ExistingRows
from segue.wording import counted

Counts = Mapping[QualifiedName, int]

LISTED = 20
"""Tables that a message lists before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The tables that have to be emptied before rows are copied, with the rows they hold."""

    seeds: Counts = field(default_factory=dict)
    """Rows that only `migrate` wrote; they are set aside in the journal."""
    replaced: Counts = field(default_factory=dict)
    """Rows that the plan says to replace and a person agreed to lose."""
    merged: Mapping[QualifiedName, ExistingRows] = field(default_factory=dict)
    """Tables whose rows stay: whether they are kept as they are or brought up to date."""
    unbuildable: Collection[tuple[QualifiedName, str]] = ()
    """Indexes, by table and name, that could not be built again and stay up."""


def admit(
    occupied: Counts,
    own: Counts,
    replaceable: Collection[QualifiedName],
    *,
    database: str,
    confirmed: str | None,
    asker: Asker,
    merged: Mapping[QualifiedName, ExistingRows],
) -> Admission:
    """Decide over all `occupied` tables, of which `own` hold rows that no migration wrote.

    Raises TargetNotEmpty with the list, Refused when the person says no, or AnswerNeeded.
    """
    counts = {table: count for table, count in own.items() if table not in replaceable}
    if counts:
        raise TargetNotEmpty(count=len(counts), tables=listed(counts))
    replaced = {table: count for table, count in own.items() if table in replaceable}
    if replaced:
        confirm_replace(replaced, database, confirmed, asker)
    seeds = {table: count for table, count in occupied.items() if table not in replaced}
    return Admission(seeds, replaced, merged)


def confirm_seeds(occupied: Counts, asker: Asker) -> bool:
    """Ask whether only `migrate` wrote these rows, where Segue may not prove it itself."""
    return asker.confirm(
        f"The target holds rows in {counted(len(occupied), 'table')}:\n{listed(occupied)}\n"
        "Did `migrate` alone write them, so that the source's rows may take their place?",
        help="Segue proves it itself where its role may create a database (CREATEDB) "
        "and `migrate` runs there; --target-is-fresh says yes in advance.",
    )


def listed(counts: Counts) -> str:
    """Tables with their numbers of rows, the fullest first, a line each."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    lines = [f"  {table}: {counted(count, 'row')}" for table, count in ordered]
    if len(lines) > LISTED:
        lines[LISTED:] = [f"  and {len(lines) - LISTED} more tables"]
    return "\n".join(lines)


def confirm_replace(replaced: Counts, database: str, confirmed: str | None, asker: Asker) -> None:
    """Have a person agree to lose these rows. Raises Refused where they do not, or AnswerNeeded."""
    if confirmed == database:
        return
    question = (
        f"These rows of the target will be deleted and replaced:\n{listed(replaced)}\n"
        f"{counted(sum(replaced.values()), 'row')} in {counted(len(replaced), 'table')}. "
        "Type the name of the target database to agree:"
    )
    agreed = asker.type_exactly(
        question, database, help=f"--confirm-replace {database} agrees in advance."
    )
    if not agreed:
        raise Refused(reason="nothing was changed: the rows of the target were not to be replaced")
