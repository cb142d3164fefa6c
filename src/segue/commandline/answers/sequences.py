"""The answer of `sequences`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from segue.commandline.terminal import AnswerTable, Heading
from segue.database.names import QualifiedName
from segue.events import FORMAT_VERSION
from segue.sequences import SequenceState, SequenceVerdict
from segue.wording import count, counted

COLUMNS = (
    Heading("table", shortens=True),
    Heading("column"),
    Heading("sequence", shortens=True),
    Heading("last value", number=True),
    Heading("maximum", number=True),
    Heading("next", number=True),
    Heading("verdict"),
)


def sequence_table(states: Sequence[SequenceState], *, done: bool = False) -> AnswerTable:
    """One row for each sequence; `done` says that they were set just now."""
    rows = [_row(state) for state in states]
    strong = frozenset(
        number for number, state in enumerate(states) if state.verdict is not SequenceVerdict.OK
    ) - frozenset(number for number, s in enumerate(states) if s.verdict is SequenceVerdict.UNUSED)
    closing = _closing(states)
    if done:
        set_ = f"{counted(len(states), 'sequence')} set."
        closing = set_ if states else "Nothing to set: no sequence is behind."
    return AnswerTable(COLUMNS if states else (), rows, closing=closing, strong=strong)


def sequence_objects(states: Sequence[SequenceState]) -> Iterator[dict[str, object]]:
    """The same for programs; numbers that are not known are null."""
    for state in states:
        yield {
            "version": FORMAT_VERSION,
            "event": "sequence",
            "sequence": str(state.sequence.name),
            "columns": [f"{ref.table}.{ref.column}" for ref in state.columns],
            "last_value": state.last_value,
            "maximum": state.column_maximum,
            "next": state.next_value,
            "verdict": state.verdict.value,
        }


def _row(state: SequenceState) -> tuple[str, ...]:
    return (
        ", ".join(dict.fromkeys(_short(ref.table) for ref in state.columns)),
        ", ".join(dict.fromkeys(ref.column for ref in state.columns)),
        _short(state.sequence.name),
        _number(state.last_value),
        _number(state.column_maximum),
        _number(state.next_value),
        state.verdict.value,
    )


def _short(name: QualifiedName) -> str:
    """Without the schema public, which a name without a schema means."""
    return str(name).removeprefix("public.")


def _number(value: int | None) -> str:
    return "" if value is None else count(value)


def _closing(states: Sequence[SequenceState]) -> str:
    if not states:
        return "There are no sequences."
    verdicts = Counter(state.verdict for state in states)
    counts = ", ".join(f"{count(verdicts[v])} {v.value}" for v in SequenceVerdict if verdicts[v])
    then = "; `sequences --reset` sets those behind" if verdicts[SequenceVerdict.BEHIND] else ""
    return f"{counted(len(states), 'sequence')}: {counts}{then}."
