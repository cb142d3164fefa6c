"""Everything a run can report, as values, and the protocol of those who listen.

The engine never prints: it hands events to a `Reporter`. Live, plain, JSON and web renderers
implement it; `SilentReporter` serves tests and library users.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from segue.errors import AnswerNeeded
from segue.findings import Finding

PARTS_OF_OTHERS = frozenset({"mark", "validation"})
"""Kinds of definitions that people do not count: each belongs to an index or a foreign key."""

FORMAT_VERSION = 1
"""Version of the JSON form of events; grows when a field changes its meaning."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; sub-classes say what. Sizes are bytes, durations seconds."""

    def as_json(self) -> dict[str, Any]:
        """The event as a JSON object: version, kind in snake case, and its fields."""
        return {**self._head(), **dataclasses.asdict(self)}

    @staticmethod
    def from_json(message: Mapping[str, Any]) -> Event | None:
        """The event that `as_json` made the object of; None where it is none of this version's."""
        kind = KINDS.get(message.get("event", ""))
        return (
            kind.of_fields(message) if kind and message.get("version") == FORMAT_VERSION else None
        )

    def _head(self) -> dict[str, Any]:
        return {"version": FORMAT_VERSION, "event": _kind(type(self))}

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> Event:
        """The event with these fields; names that it does not have are left out."""
        names = [field.name for field in dataclasses.fields(cls)]
        return cls(**{name: fields[name] for name in names if name in fields})


@dataclass(frozen=True, slots=True)
class Note(Event):
    """A sentence for the person; `level` is info, warning, or detail (what few want to see)."""

    text: str
    level: str = "info"


@dataclass(frozen=True, slots=True)
class RunStarted(Event):
    """A run begins or, with `resumed`, goes on. Labels never hold secrets."""

    run: int
    source: str
    target: str
    resumed: bool


@dataclass(frozen=True, slots=True)
class StepStarted(Event):
    """Step `number` (1 to 8) begins; the manual has their names."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class StepFinished(Event):
    """Step `number` ended; `summary` is one line a person reads in the closing table."""

    number: int
    name: str
    seconds: float
    summary: str


@dataclass(frozen=True, slots=True)
class MigrationStarted(Event):
    """The project's migration `name` of `app` begins, the `number`th of `total`.

    `purpose` says where: state (of the source, in the target), newest (all, in the target),
    scratch (in a database that is dropped again) or onward (on the rows that were moved).
    """

    app: str
    name: str
    number: int
    total: int
    purpose: str
    atomic: bool = True


@dataclass(frozen=True, slots=True)
class MigrationFinished(Event):
    """It was run and recorded."""

    app: str
    name: str
    number: int
    total: int
    purpose: str
    seconds: float


@dataclass(frozen=True, slots=True)
class FindingReported(Event):
    """`check` found something."""

    finding: Finding

    def as_json(self) -> dict[str, Any]:
        """The finding's own fields beside version and kind."""
        return {**self._head(), **self.finding.as_json()}

    @classmethod
    def of_fields(cls, fields: Mapping[str, Any]) -> FindingReported:
        return cls(Finding.from_json(fields))


@dataclass(frozen=True, slots=True)
class MergePlanned(Event):
    """What comes into a table that holds rows which stay, counted before the first row moves.

    `new` rows are missing there, `updated` ones get the source's values, `kept` ones stay as they
    are though the source's differ, `equal` ones are the same on both sides. Of those that differ,
    `compared` rows were looked at column by column: `columns` has how many differ in each.
    """

    table: str
    new: int
    updated: int
    kept: int
    equal: int
    compared: int = 0
    columns: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CopyPlanned(Event):
    """What step 5 is going to copy, before the first row moves."""

    tables: int
    parts: int
    bytes: int


@dataclass(frozen=True, slots=True)
class TableStarted(Event):
    """The first part of a table begins. `bytes` is its size in the source, `rows` an estimate."""

    table: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class TableProgress(Event):
    """`bytes` of the table's `total` (both in source size) are copied; sent now and then."""

    table: str
    bytes: int
    total: int


@dataclass(frozen=True, slots=True)
class TableFinished(Event):
    """A table's last part is committed. `bytes` were streamed; `kept`: by an earlier try.

    `rows` came in; `there` more changed nothing, as the target held their keys already; `rejected`
    ones were refused by the target and put aside.
    """

    table: str
    rows: int
    bytes: int
    seconds: float
    kept: bool = False
    there: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class DefinitionsDown(Event):
    """Indexes, constraints and triggers were taken off a table, each saved in the journal."""

    table: str
    count: int


@dataclass(frozen=True, slots=True)
class DefinitionRestored(Event):
    """One index, constraint or trigger is back."""

    table: str
    kind: str
    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class SequenceSet(Event):
    """A sequence was set so that the next value is `next`."""

    sequence: str
    next: int


@dataclass(frozen=True, slots=True)
class TableVerified(Event):
    """Counts and checksums of one table on both sides."""

    table: str
    source_rows: int
    target_rows: int
    equal: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Retrying(Event):
    """A passing failure: the work is tried again after `seconds`."""

    what: str
    reason: str
    attempt: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BatchApplied(Event):
    """A live move follows: so many batches brought so many changed keys since the last word.

    `lag` is how old the moment is that the target shows now.
    """

    batches: int
    keys: int
    lag: float


@dataclass(frozen=True, slots=True)
class RunFinished(Event):
    """The run ended well. `rows` and `bytes` arrived; `seconds` is its whole time, from its first
    step on: all its `tries` and what lay between them.
    """

    run: int
    tables: int
    rows: int
    bytes: int
    seconds: float
    tries: int = 1


@dataclass(frozen=True, slots=True)
class TimeTaken(Event):
    """What a step of the run took its time for, told at the end in order: the critical path.

    `what` ended last in the step, or last before the next one began; it is empty for all else.
    """

    step: int
    what: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ForecastHeld(Event):
    """What a rehearsal had foretold of a step, in seconds, beside the `seconds` that it took."""

    step: int
    name: str
    low: float
    likely: float
    high: float
    seconds: float


@dataclass(frozen=True, slots=True)
class MoveBegun(Event):
    """A move of a fleet begins, or is carried on by another worker of a cluster.

    `where` names the worker, and is empty on this machine.
    """

    move: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class MoveEnded(Event):
    """A move of a fleet ended with `exit_status`, as the command of one move does.

    `rows` that are in are null where nobody knows; `message` says why it is not done.
    """

    move: str
    state: str
    exit_status: int
    rows: int | None
    seconds: float
    message: str


@dataclass(frozen=True, slots=True)
class FleetProgress(Event):
    """How many moves of a fleet are done, not done although they ended, under way and not begun.

    `running` names those under way, each with its share of rows that are in, from 0 to 1.
    """

    done: int
    failed: int
    waiting: int
    running: Mapping[str, float]


def _kind(event: type[Event]) -> str:
    """The event's name in snake case, as JSON has it."""
    return "".join("_" + c.lower() if c.isupper() else c for c in event.__name__).lstrip("_")


KINDS: Mapping[str, type[Event]] = {_kind(kind): kind for kind in Event.__subclasses__()}
"""By the name that JSON has."""


class Reporter(Protocol):
    """Whoever wants to know what a run does. Called from several threads at once."""

    def report(self, event: Event) -> None: ...


class Asker(Protocol):
    """Whoever can answer a question. Raises `errors.AnswerNeeded` where nobody can."""

    def confirm(self, question: str, *, help: str) -> bool: ...

    def type_exactly(self, question: str, expected: str, *, help: str) -> bool: ...


class NoAsker:
    """An asker where nobody can answer."""

    def confirm(self, question: str, *, help: str) -> bool:
        raise AnswerNeeded(question=question, help=help)

    def type_exactly(self, question: str, expected: str, *, help: str) -> bool:
        raise AnswerNeeded(question=question, help=help)


class SilentReporter:
    """A reporter that listens to nothing."""

    def report(self, event: Event) -> None:
        return None
