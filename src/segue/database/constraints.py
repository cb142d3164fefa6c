"""What a table demands of its rows, as PostgreSQL knows it: constraints and indexes.

Conditions and definitions are SQL of the server's own writing, names qualified. Nothing above reads
what a constraint means out of its definition: that text is for making it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from segue.database.names import QualifiedName


class Action(Enum):
    """What a change of the row referred to does to those that refer to it (`confdeltype`)."""

    NO_ACTION = "a"
    RESTRICT = "r"
    CASCADE = "c"
    SET_NULL = "n"
    SET_DEFAULT = "d"

    @property
    def spreads(self) -> bool:
        """Whether it changes or deletes the rows that refer."""
        return self in (Action.CASCADE, Action.SET_NULL, Action.SET_DEFAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What constraints of every kind have."""

    name: str
    definition: str = ""
    """As `pg_get_constraintdef` writes it."""
    columns: tuple[str, ...] = ()
    validated: bool = True
    """Whether the rows of before were looked at too; false for NOT VALID."""
    enforced: bool = True
    """False for NOT ENFORCED: no row is ever looked at."""
    deferrable: bool = False
    deferred: bool = False
    """Whether it waits for the end of the transaction (INITIALLY DEFERRED)."""
    inherited: bool = False
    """Whether it comes from a partitioned or inherited parent and must be left to that one."""
    needed_by_others: bool = False
    """Whether more than foreign keys and its own index depends on it (a view's GROUP BY)."""
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey(Constraint):
    """Rows that have to be in another table."""

    references: QualifiedName
    referenced_columns: tuple[str, ...]
    match_full: bool = False
    """Whether a row refers to nothing only where all its columns are NULL, not just one."""
    period: bool = False
    """Whether the last column is a range that rows of the other table must cover together."""
    on_delete: Action = Action.NO_ACTION
    on_update: Action = Action.NO_ACTION

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each column with the one that it refers to."""
        return tuple(zip(self.columns, self.referenced_columns, strict=True))

    def redirected(self, other: QualifiedName) -> str:
        """The definition with another table to refer to; its rules (ON DELETE ...) stay."""
        begin, _, rest = self.definition.partition(" REFERENCES ")
        _, bracket, rules = rest.partition("(")
        return f"{begin} REFERENCES {other.identifier.as_string(None)}{bracket}{rules}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueKey(Constraint):
    """A primary key or a unique constraint; what it holds apart is its index's to tell."""

    primary: bool = False
    nulls_equal: bool = False
    """Whether NULL counts as a value (NULLS NOT DISTINCT)."""
    without_overlaps: bool = False
    """Whether the last column is a range, which must not overlap where the others are equal."""
    index: str | None = None
    """The name of the index behind it (same schema)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Constraint):
    """A condition on each row by itself: of a table, or of a domain over `VALUE`."""

    expression: str = "true"
    immutable: bool = True
    """Whether it calls only what answers alike each time; now() does not."""
    reads_tables: bool = False
    """Whether it calls functions that may look at other rows."""
    no_inherit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Constraint):
    """No two rows for which all operators say yes."""

    parts: tuple[str, ...] = ()
    """Columns and expressions, as SQL."""
    operators: tuple[QualifiedName, ...] = ()
    """What compares each of the parts."""
    predicate: str | None = None
    index: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNull(Constraint):
    """A NOT NULL with a name, as version 18 has them; `Column.not_null` tells on all versions."""

    no_inherit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index, whether or not a constraint stands on it."""

    name: str
    definition: str
    """As `pg_get_indexdef` writes it; it names no tablespace."""
    method: str = "btree"
    parts: tuple[str, ...] = ()
    """The key's columns and expressions, as SQL."""
    columns: tuple[str | None, ...] = ()
    """The parts that are plain columns; None for an expression."""
    includes: tuple[str, ...] = ()
    collations: tuple[QualifiedName | None, ...] = ()
    """Set for parts whose collation takes different texts for equal."""
    operators: tuple[QualifiedName, ...] = ()
    """Of an exclusion constraint or WITHOUT OVERLAPS: what compares each of the parts."""
    predicate: str | None = None
    """The condition on rows of a partial index."""
    nulls_equal: bool = False
    """Whether NULL counts as a value (NULLS NOT DISTINCT)."""
    bytes: int = 0
    unique: bool = False
    primary: bool = False
    valid: bool = True
    constraint: str | None = None
    """The primary, unique or exclusion constraint that owns it."""
    tablespace: str | None = None
    replica_identity: bool = False
    clustered: bool = False
    statistics: tuple[tuple[int, int], ...] = ()
    """Column number within the index and its statistics target, where one was set."""
    comment: str | None = None
    inherited: bool = False
    """Whether it belongs to an index of a partitioned parent and must be left to that one."""
    needed_by_others: bool = False
    """Whether something besides its constraint and foreign keys depends on it."""
    extensions: tuple[str, ...] = ()
    """The extensions that `ALTER INDEX ... DEPENDS ON EXTENSION` named."""

    @property
    def plain(self) -> bool:
        """Whether it is over columns alone, for all rows."""
        return None not in self.columns and self.predicate is None

    @property
    def key_name(self) -> str:
        """The constraint's name, where it has one; else its own."""
        return self.constraint or self.name

    @property
    def shown(self) -> str:
        """Its parts as messages show them: email, lower(name)."""
        return ", ".join(self.parts) + (f" where {self.predicate}" if self.predicate else "")

    def redirected(self, table: QualifiedName) -> str:
        """The definition for a table of another name."""
        begin, _, rest = self.definition.partition(" USING ")
        head = begin[: begin.rindex(" ON ")]
        return f"{head} ON {table.identifier.as_string(None)} USING {rest}"
