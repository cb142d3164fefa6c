"""What a database holds, as frozen values: the vocabulary of plan, check and move.

Everything here is data; `database.introspection` reads it from a server. Expressions and
definitions are SQL text with every name schema-qualified, fit to be run under any search path.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum

from psycopg import sql

from segue.database.constraints import (
    Check,
    Constraint,
    Exclusion,
    ForeignKey,
    Index,
    UniqueKey,
)
from segue.database.names import QualifiedName

INTEGERS = frozenset({"int2", "int4", "int8"})
FLOATS = frozenset({"float4", "float8"})
NUMBERS = INTEGERS | FLOATS | {"numeric", "money"}
STRINGS = frozenset({"text", "varchar", "bpchar"})
BITS = frozenset({"bit", "varbit"})
MOMENTS = frozenset({"timestamp", "timestamptz", "time", "timetz", "interval"})
OBJECTS = frozenset(
    "regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc"
    " regprocedure regrole regtype".split()
)
"""Types whose values are written as names, and read by looking for what is called so."""
DAYS = frozenset({"date", "timestamp", "timestamptz"})

_END_OF = {"int2": 2**15, "int4": 2**31, "int8": 2**63}


class TypeKind(Enum):
    """`pg_type.typtype`, with arrays told apart from base types."""

    BASE = "base"
    ARRAY = "array"
    DOMAIN = "domain"
    ENUM = "enum"
    COMPOSITE = "composite"
    RANGE = "range"
    MULTIRANGE = "multirange"
    PSEUDO = "pseudo"


_MADE_ANEW = frozenset({"date", "time", "timetz", "timestamp", "timestamptz", "uuid"})


@dataclass(frozen=True, slots=True)
class DataType:
    """A PostgreSQL type as a column uses it."""

    name: QualifiedName
    """The type itself without a modifier: pg_catalog.varchar, public.mood, pg_catalog._int4."""
    text: str
    """As `format_type` writes it, with the modifier: character varying(200), public.mood[]."""
    kind: TypeKind
    inner: DataType | None = None
    """An array's element, a domain's base type, a range's subtype, a multirange's range."""
    attributes: tuple[tuple[str, DataType], ...] = ()
    """A composite's attributes in order."""
    labels: tuple[str, ...] = ()
    """An enum's labels in order."""
    extension: str | None = None
    """The extension that owns the type."""
    modifier: int = -1
    """`atttypmod`; -1 where there is none."""
    rules: tuple[Check, ...] = ()
    """A domain's own conditions, over `VALUE`; those of its base are the base's."""
    refuses_null: bool = False
    """Whether a domain is NOT NULL by itself."""
    default: str | None = None
    """A domain's own default, which fills columns that have none."""

    @property
    def made_anew(self) -> bool:
        """Whether a migration makes another value each time it runs: a moment or a random uuid."""
        return self.resolved.name.name in _MADE_ANEW

    @property
    def builtin(self) -> bool:
        """Whether the type ships with the server core."""
        return self.name.schema == "pg_catalog"

    @property
    def resolved(self) -> DataType:
        """The type below all domains."""
        resolved = self
        while resolved.kind is TypeKind.DOMAIN and resolved.inner is not None:
            resolved = resolved.inner
        return resolved

    @property
    def domains(self) -> tuple[DataType, ...]:
        """The domain and those below it, outermost first; none for a type that is no domain."""
        if self.kind is not TypeKind.DOMAIN or self.inner is None:
            return ()
        return (self, *self.inner.domains)

    @property
    def within(self) -> tuple[DataType, ...]:
        """The types of what its values hold, at any depth; a domain holds its base."""
        held = [kind for _, kind in self.attributes]
        held += [self.inner] if self.inner is not None else []
        return tuple(kind for each in held for kind in (each, *each.within))

    @property
    def attribute_names(self) -> tuple[str, ...]:
        """Of composites in it, as values hold them; those of one within another as `size.width`."""
        resolved = self.resolved
        own = tuple(
            path
            for name, kind in resolved.attributes
            for path in (name, *(f"{name}.{inner}" for inner in kind.attribute_names))
        )
        return own or (resolved.inner.attribute_names if resolved.inner is not None else ())

    def is_one_of(self, names: Collection[str]) -> bool:
        """Whether it is one of these types of the server core, below all domains."""
        return self.resolved.builtin and self.resolved.name.name in names

    @property
    def is_integer(self) -> bool:
        return self.is_one_of(INTEGERS)

    @property
    def end(self) -> int | None:
        """The first whole number above an integer type's range; its negative is the lowest in."""
        return _END_OF.get(self.resolved.name.name) if self.is_integer else None

    @property
    def length(self) -> int | None:
        """The most characters, or bits, that it takes; None where there is no bound."""
        modifier = self.resolved.modifier
        if modifier < 0 or not self.is_one_of(STRINGS | BITS):
            return None
        return modifier - 4 if self.is_one_of(STRINGS) else modifier

    @property
    def precision(self) -> int | None:
        """All digits that a numeric keeps; None without a bound."""
        bits = self._numeric_bits
        return None if bits is None else bits >> 16 & 0xFFFF

    @property
    def scale(self) -> int | None:
        """A numeric's digits behind the point; below zero it rounds before the point.

        The 11 low bits of the modifier, with a sign (numeric.c, numeric_typmod_scale).
        """
        bits = self._numeric_bits
        return None if bits is None else ((bits & 0x7FF) ^ 1024) - 1024

    @property
    def whole_digits(self) -> int | None:
        """How many digits a numeric takes before the point; below zero where zeros come first."""
        if self.precision is None or self.scale is None:
            return None
        return self.precision - self.scale

    @property
    def _numeric_bits(self) -> int | None:
        modifier = self.resolved.modifier
        return modifier - 4 if modifier >= 0 and self.is_one_of({"numeric"}) else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; dropped columns never appear."""

    name: str
    number: int
    type: DataType
    not_null: bool
    default: str | None = None
    """The default expression; None also for identity and generated columns."""
    identity: str = ""
    """'' for none, 'a' for GENERATED ALWAYS, 'd' for BY DEFAULT."""
    generated: str = ""
    """'' for none, 's' for stored, 'v' for virtual; such columns are computed, never copied."""
    generation: str | None = None
    """What a generated column is computed from."""
    collation: QualifiedName | None = None
    """Set where it is not the database's default."""
    collation_deterministic: bool = True
    comment: str | None = None
    nulls_stand: bool = False
    """Whether it is NOT NULL but NOT VALID (since version 18): rows of before may hold NULL."""

    @property
    def holds_null(self) -> bool:
        """Whether rows that are there may hold NULL."""
        return not self.not_null or self.nulls_stand

    @property
    def numbered(self) -> bool:
        """Whether a sequence gives it values where nothing else does."""
        return bool(self.identity) or "nextval(" in (self.default or "")

    @property
    def refuses_null(self) -> bool:
        """Whether it takes no NULL, by itself or by its domain."""
        return self.not_null or any(domain.refuses_null for domain in self.type.domains)

    @property
    def filled(self) -> bool:
        """Whether the server fills it with something where nothing else does."""
        default = self.default if self.default is not None else self.type.default
        return bool(self.generated or self.identity) or default is not None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger that a person or a migration made; internal ones never appear."""

    name: str
    definition: str
    enabled: str
    """`pg_trigger.tgenabled`: O origin, D disabled, R replica, A always."""
    inherited: bool = False
    constraint: bool = False
    """Whether it is a CONSTRAINT TRIGGER, which may wait for the end of the transaction."""


@dataclass(frozen=True, slots=True)
class Table:
    """A relation that holds rows, or shows them."""

    name: QualifiedName
    kind: str
    """r table, p partitioned table, f foreign table, v view, m materialized view."""
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    rows_estimate: int = 0
    """The planner's estimate, 0 where never analysed. For partitioned tables, the leaves' sum."""
    pages: int = 0
    """8 KiB pages of the main fork now, from the file's size."""
    bytes: int = 0
    """Main fork and TOAST, without indexes. For partitioned tables, the leaves' sum."""
    parent: QualifiedName | None = None
    """The partitioned table this one is a partition of, or the inheritance parent."""
    is_partition: bool = False
    leaves: tuple[QualifiedName, ...] = ()
    """Of a partitioned table: the leaf partitions at any depth."""
    bounds: tuple[str | None, ...] = ()
    """The condition on the rows of each leaf; None where nobody asked for it."""
    rows_hidden: bool = False
    """Whether row security applies to the current role, which then may not see every row."""
    owned: bool = True
    """Whether the current role owns it (is a member of the owning role)."""
    owner: str = ""
    may_become_owner: bool = True
    """Whether SET ROLE leads to the owning role, as for a member that does not inherit."""
    may_select: bool = True
    may_insert: bool = True
    may_truncate: bool = True
    persistence: str = "p"
    """p permanent, u unlogged."""
    extension: str | None = None
    """The extension the table belongs to."""
    extension_condition: str | None = None
    """Of a table in which people keep rows, as the extension says (`pg_extension.extconfig`): what
    tells these from its own, as `WHERE ...`; empty where all are people's."""
    populated: bool = True
    """Of a materialized view: whether it can be read."""
    comment: str | None = None

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def readable(self) -> bool:
        """Whether the current role may read every row."""
        return self.may_select and not self.rows_hidden

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The primary key's columns, empty where there is none."""
        return next((key.columns for key in self.unique_keys if key.primary), ())

    @property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        return tuple(c for c in self.constraints if isinstance(c, ForeignKey))

    @property
    def unique_keys(self) -> tuple[UniqueKey, ...]:
        """Its primary key and unique constraints."""
        return tuple(c for c in self.constraints if isinstance(c, UniqueKey))

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Check))

    @property
    def not_valid(self) -> tuple[Check | ForeignKey, ...]:
        """Its own rules that rows of before may break."""
        rules: list[Check | ForeignKey] = [*self.checks, *self.foreign_keys]
        return tuple(c for c in rules if c.enforced and not c.validated and not c.inherited)

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        return tuple(c for c in self.constraints if isinstance(c, Exclusion))

    @property
    def unique_indexes(self) -> tuple[Index, ...]:
        """What holds its rows apart, with or without a constraint: the primary key first."""
        unique = (index for index in self.indexes if index.unique and index.valid)
        return tuple(sorted(unique, key=lambda index: (not index.primary, index.key_name)))

    @property
    def only(self) -> sql.Composable:
        """The table without its inheritance children, whose rows are not its own."""
        only = sql.SQL("ONLY ") if self.kind == "r" else sql.SQL("")
        return sql.SQL("{}{}").format(only, self.name.identifier)


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A column of a table of the database."""

    table: QualifiedName
    column: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence and the columns that draw from it."""

    name: QualifiedName
    type: str
    start: int
    increment: int
    minimum: int
    maximum: int
    cycle: bool
    last_value: int | None
    """None where it was never drawn from (`is_called` false) or may not be read."""
    owner: ColumnRef | None = None
    """The column it is owned by (serial) or internal to (identity)."""
    identity: bool = False
    used_by: tuple[ColumnRef, ...] = ()
    """Every column filled from it: identity, or `nextval` in its default."""
    extension: str | None = None
    may_select: bool = True
    """Whether its state may be read from the sequence itself."""
    may_update: bool = True


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """The server and the database as a session sees them."""

    version: int
    """`server_version_num`, such as 150004."""
    version_text: str
    """Such as 15.4."""
    database: str
    database_oid: int
    system_identifier: str | None
    """None where the role may not ask (`pg_control_system`)."""
    encoding: str
    collate: str
    ctype: str
    locale_provider: str
    """c for libc, i for ICU, b for builtin."""
    locale: str | None
    """The ICU or builtin locale."""
    collation_version: str | None
    timezone: str
    in_recovery: bool
    reads_only: bool
    """Whether its sessions begin READ ONLY (`default_transaction_read_only`)."""
    lacks_standby: bool
    """Whether each commit waits for a synchronous standby, and none is connected."""
    user: str
    superuser: bool
    can_create_database: bool
    can_create_schema: bool
    """Whether the role may create a schema in this database (the journal needs one)."""
    max_connections: int
    can_create_temporary: bool = True
    """Whether the role may make temporary tables in this database."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What planning needs, as pg_settings shows it: maintenance_work_mem, shared_buffers, ..."""

    @property
    def major(self) -> int:
        return self.version // 10000


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that Segue wants to know about one database, read in one snapshot."""

    server: ServerFacts
    schemas: tuple[str, ...]
    tables: Mapping[QualifiedName, Table]
    sequences: Mapping[QualifiedName, Sequence]
    extensions: Mapping[str, str]
    """Installed extensions and their versions."""
    available_extensions: Mapping[str, str] = field(default_factory=dict)
    """Extensions the server could install and their default versions."""
    extension_types: tuple[tuple[str, str, str], ...] = ()
    """The base types of installed extensions: extension, schema and name."""
    large_objects: int = 0

    def own_type(self, target_type: DataType) -> QualifiedName | None:
        """The base type that the same extension brought here, whatever its schema."""
        for extension, schema, name in self.extension_types:
            if (extension, name) == (target_type.extension, target_type.name.name):
                return QualifiedName(schema, name)
        return None

    def referencing(self, table: QualifiedName) -> tuple[tuple[Table, ForeignKey], ...]:
        """The foreign keys of other tables, and of the table itself, that point at the table."""
        return tuple(
            (other, key)
            for other in self.tables.values()
            for key in other.foreign_keys
            if key.references == table
        )
