"""Step 7: every sequence past its column's maximum, never backwards; at work on any database."""

from segue.sequences.setting import (
    how_far,
    inspect,
    move_past,
    print_sql,
    reset,
    reset_sql,
    reset_together,
)
from segue.sequences.state import (
    NumberColumn,
    SequenceProgress,
    SequenceState,
    SequenceVerdict,
    carry_over,
)

__all__ = [
    "NumberColumn",
    "SequenceProgress",
    "SequenceState",
    "SequenceVerdict",
    "carry_over",
    "how_far",
    "inspect",
    "move_past",
    "print_sql",
    "reset",
    "reset_sql",
    "reset_together",
]
