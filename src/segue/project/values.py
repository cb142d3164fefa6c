"""A Django project as frozen values: its databases, models and migrations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from segue.database.names import QualifiedName
from segue.errors import UnknownApp
from segue.wording import nearest

MIGRATIONS_TABLE = "django_migrations"
"""The table in which Django notes applied migrations."""


@dataclass(frozen=True, slots=True)
class NoDefault:
    """Django has nothing to fill the column with."""


@dataclass(frozen=True, slots=True)
class PlainDefault:
    """The same value for every row, in a form that PostgreSQL reads back into the column's type."""

    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class NowDefault:
    """The moment of saving: `timezone.now`, `auto_now`, `auto_now_add` and their like."""


@dataclass(frozen=True, slots=True)
class UuidDefault:
    """A random uuid for each row."""


@dataclass(frozen=True, slots=True)
class CallableDefault:
    """Something only Python knows: code that Segue does not run, or a value of a strange type.

    `name` is the dotted path or the value's repr.
    """

    name: str


Default = NoDefault | PlainDefault | NowDefault | UuidDefault | CallableDefault


@dataclass(frozen=True, slots=True)
class Relation:
    """The column that a foreign key, as Django sees it, points at."""

    table: QualifiedName
    column: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field that has a column in its model's own table."""

    name: str
    column: str
    null: bool
    kind: str
    """Django's internal type, such as CharField or ForeignKey."""
    default: Default = field(default_factory=NoDefault)
    """What Django fills a new row with; a not-null text field that may be blank has ''."""
    has_db_default: bool = False
    """Whether the database itself fills it (`db_default`, Django 5.0 and later)."""
    primary_key: bool = False
    auto: bool = False
    """Whether its numbers come from a sequence (AutoField and its like)."""
    generated: bool = False
    relation: Relation | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """Stored value, as PostgreSQL reads it into the column, and label; groups flattened."""
    verbose_name: str = ""
    help_text: str = ""


@dataclass(frozen=True, slots=True)
class GenericForeignKey:
    """A pair of columns that together point at a row of any model."""

    name: str
    content_type_column: str
    object_id_column: str


@dataclass(frozen=True, slots=True)
class ManyToMany:
    """A many-to-many field and the table that holds its pairs."""

    name: str
    through: QualifiedName
    own: str = ""
    """The column there for the model that has the field."""
    other: str = ""
    symmetrical: bool = False
    """Whether each pair stands there in both directions, as of `ManyToManyField("self")`."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model, written by a person or made by Django for a many-to-many field."""

    app_label: str
    name: str
    table: QualifiedName
    fields: tuple[Field, ...]
    """Only those stored in `table`; empty for a proxy, whose rows are another model's."""
    managed: bool = True
    proxy: bool = False
    auto_created: bool = False
    """Whether it is the hidden table behind a many-to-many field."""
    parents: tuple[QualifiedName, ...] = ()
    """The tables of the models it extends (multi-table inheritance)."""
    generic_foreign_keys: tuple[GenericForeignKey, ...] = ()
    many_to_many: tuple[ManyToMany, ...] = ()
    """Those that the model itself declares."""
    natural_key: tuple[str, ...] = ()
    """The columns by which the manager's `get_by_natural_key` finds a row."""

    @property
    def label(self) -> str:
        """As Django writes it: `blog.Post`."""
        return f"{self.app_label}.{self.name}"

    @property
    def content_type(self) -> tuple[str, str]:
        """`app_label` and `model` as django_content_type stores them."""
        return self.app_label, self.name.lower()


@dataclass(frozen=True)
class Project:
    """All that Segue wants to know about a Django project."""

    settings: str
    """The settings module."""
    databases: Mapping[str, Mapping[str, str]] = field(repr=False)
    """libpq's parameters of each PostgreSQL alias; they may hold passwords: never show them."""
    other_databases: Mapping[str, str]
    """The remaining aliases, each with the reason why Segue cannot use it."""
    models: tuple[Model, ...] = field(repr=False)
    apps: tuple[str, ...]
    """The labels of all installed apps, with and without models."""
    migrations: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(repr=False)
    """Every migration (app, name) of the project and those that it replaces (squashed)."""
    content_types: QualifiedName | None = None
    """The table of ContentType; this and the next two are None where the app is not installed."""
    permissions: QualifiedName | None = None
    sites: QualifiedName | None = None
    used: tuple[QualifiedName, ...] = ()
    """Tables that fill up by use, not by migrations: users, sessions, the admin's log."""
    schema: str = "public"
    """Where tables live whose `db_table` names no schema."""
    time_zone: str = "UTC"
    """settings.TIME_ZONE: what local times without a zone most likely mean."""

    @property
    def migrations_table(self) -> QualifiedName:
        """The table in which Django notes applied migrations."""
        return QualifiedName(self.schema, MIGRATIONS_TABLE)

    @property
    def managed_tables(self) -> tuple[QualifiedName, ...]:
        """The tables that Django itself makes."""
        return tuple(dict.fromkeys(m.table for m in self.models if m.managed and not m.proxy))

    @property
    def unmigrated_tables(self) -> tuple[QualifiedName, ...]:
        """Those of apps without migrations, which `migrate --run-syncdb` makes."""
        migrated = {app for app, _ in self.migrations}
        synced = [m for m in self.models if m.app_label not in migrated]
        return tuple(dict.fromkeys(m.table for m in synced if m.managed and not m.proxy))

    def labels(self) -> tuple[str, ...]:
        """The labels of the apps that have models, sorted."""
        return tuple(sorted({model.app_label for model in self.models}))

    def tables_of(self, label: str) -> tuple[QualifiedName, ...]:
        """The tables of an app, many-to-many tables included. Raises UnknownApp."""
        if label not in self.apps:
            raise UnknownApp(label=label, help=_did_you_mean(label, self.labels()))
        return tuple(
            dict.fromkeys(
                model.table for model in self.models if model.app_label == label and not model.proxy
            )
        )

    def model_of(self, table: QualifiedName) -> Model | None:
        """The model whose rows the table holds, never a proxy; None for a table of no model."""
        return self._by_table.get(table)

    @cached_property
    def _by_table(self) -> Mapping[QualifiedName, Model]:
        return {model.table: model for model in reversed(self.models) if not model.proxy}

    def in_schema(self, schema: str) -> Project:
        """The same project, its tables without a schema of their own in another one."""
        if schema == self.schema:
            return self
        names = ("models", "content_types", "permissions", "sites", "used")
        values = {name: _in_schema(getattr(self, name), self.schema, schema) for name in names}
        return replace(self, schema=schema, **values)

    def unapplied_migrations(self, applied: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The migrations (app, name) that a database with these `applied` still lacks, sorted.

        A squashed migration counts as applied when all that it replaces are; when only some are,
        the missing ones are named in its place, as `migrate` would run those.
        """
        names = set(self.migrations) - {
            old for replaced in self.migrations.values() for old in replaced
        }
        return tuple(sorted({key for name in names for key in self._lacking(name, applied)}))

    def _lacking(
        self, name: tuple[str, str], applied: set[tuple[str, str]]
    ) -> frozenset[tuple[str, str]]:
        replaced = self.migrations.get(name, ())
        if name in applied:
            return frozenset()
        missing_keys = frozenset(key for old in replaced for key in self._lacking(old, applied))
        some_applied = any(old not in missing_keys for old in replaced)
        return (
            missing_keys if replaced and (not missing_keys or some_applied) else frozenset({name})
        )


def _in_schema(value: Any, old: str, new: str) -> Any:
    """The value with all names of tables in one schema moved to another, however deep they are."""
    if isinstance(value, QualifiedName):
        return QualifiedName(new, value.name) if value.schema == old else value
    if isinstance(value, tuple):
        return tuple(_in_schema(each, old, new) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **{name: _in_schema(part, old, new) for name, part in parts.items()})
    return value


def _did_you_mean(label: str, names: tuple[str, ...]) -> str:
    suggestion = nearest(label, names)
    return (
        f"{suggestion[:1].upper()}{suggestion[1:]}"
        or f"Apps with tables: {', '.join(names) or 'none'}."
    )
