"""Django's app registry read into plain values."""

from __future__ import annotations

import datetime
import decimal
import enum
import inspect
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.db import connections
from django.db import models as django_models
from django.utils import timezone
from django.utils.functional import Promise

from segue.database.names import QualifiedName
from segue.project.values import (
    CallableDefault,
    Default,
    Field,
    GenericForeignKey,
    ManyToMany,
    Model,
    NoDefault,
    NowDefault,
    PlainDefault,
    Relation,
    UuidDefault,
)

NOW: tuple[Callable[..., object], ...] = (
    timezone.now,
    timezone.localdate,
    timezone.localtime,
    datetime.datetime.now,
    datetime.datetime.utcnow,
    datetime.datetime.today,
    datetime.date.today,
)
"""Callables that mean the moment of saving."""

EMPTY: tuple[type, ...] = (dict, list, tuple, set, str, int, float, bool)
"""Types that are often given as a default; called without arguments they are a plain value."""


def read_models(schema: str) -> tuple[Model, ...]:
    """Every model with a table, in registry order; unqualified tables are taken to be in `schema`.

    Swapped-out models have no table and are left out; proxies stay, as they have content types.
    """
    return tuple(_model(model, schema) for model in apps.get_models(include_auto_created=True))


def _model(model: type[django_models.Model], schema: str) -> Model:
    meta = model._meta
    return Model(
        app_label=meta.app_label,
        name=meta.object_name or "",
        table=table_name(meta.db_table, schema),
        fields=tuple(
            _field(field, schema)
            for field in meta.local_concrete_fields
            if field.column is not None and not meta.proxy
        ),
        managed=meta.managed,
        proxy=meta.proxy,
        auto_created=bool(meta.auto_created),
        parents=tuple(
            table_name(parent._meta.db_table, schema)
            for parent, link in meta.parents.items()
            if link is not None and not meta.proxy
        ),
        generic_foreign_keys=tuple(_generic_foreign_keys(model)),
        many_to_many=tuple(_many_to_many(model, schema)),
        natural_key=_natural_key(model),
    )


def _natural_key(model: type[django_models.Model]) -> tuple[str, ...]:
    """Where every argument of `get_by_natural_key` is a field, or the one that users log in by."""
    own = {field.name: field.column for field in model._meta.local_concrete_fields}
    manager = getattr(model, "_default_manager", None)
    find = getattr(manager, "get_by_natural_key", None)
    if find is None or model._meta.proxy:
        return ()
    login = getattr(model, "USERNAME_FIELD", None)
    try:
        names = [login] if login else list(inspect.signature(find).parameters)
    except (TypeError, ValueError):
        return ()
    columns = tuple(own.get(str(name).removesuffix("_id")) or own.get(str(name)) for name in names)
    return tuple(column for column in columns if column) if all(columns) else ()


def table_name(db_table: str, schema: str) -> QualifiedName:
    """The table that a `db_table` means.

    Django only adds double quotes around it, so people write `sales"."order` to name a schema.
    """
    quoted = db_table
    if not (db_table.startswith('"') and db_table.endswith('"')):
        quoted = f'"{db_table}"'
    try:
        name = QualifiedName.parse(quoted)
    except ValueError:
        return QualifiedName(schema, db_table)
    return name if '"."' in quoted else QualifiedName(schema, name.name)


def _field(field: Any, schema: str) -> Field:
    return Field(
        name=field.name,
        column=field.column,
        null=field.null,
        kind=field.get_internal_type(),
        default=_default(field),
        has_db_default=_has_db_default(field),
        primary_key=field.primary_key,
        auto=isinstance(field, django_models.AutoField),
        generated=bool(getattr(field, "generated", False)),
        relation=_relation(field, schema),
        choices=_choices(field),
        verbose_name=str(field.verbose_name),
        help_text=str(field.help_text),
    )


def _choices(field: Any) -> tuple[tuple[str, str], ...]:
    """The values as they are stored, but for one that stands for NULL; none if one is unknown."""
    pairs = [
        (_stored(field, value), str(label))
        for value, label in field.flatchoices
        if value is not None
    ]
    if any(stored is None for stored, _ in pairs):
        return ()
    return tuple(
        (str(stored).lower() if isinstance(stored, bool) else str(stored), label)
        for stored, label in pairs
    )


def _has_db_default(field: Any) -> bool:
    # Django 5.0 has the attribute but not yet the method; 4.2 has neither.
    default = getattr(field, "db_default", django_models.NOT_PROVIDED)
    return default is not django_models.NOT_PROVIDED


def _relation(field: Any, schema: str) -> Relation | None:
    if not isinstance(field, django_models.ForeignKey):
        return None
    target: Any = field.target_field
    return Relation(table_name(target.model._meta.db_table, schema), target.column)


def _many_to_many(model: type[django_models.Model], schema: str) -> Iterator[ManyToMany]:
    for field in model._meta.local_many_to_many:
        through: Any = field.remote_field.through
        yield ManyToMany(
            field.name,
            table_name(through._meta.db_table, schema),
            field.m2m_column_name(),
            field.m2m_reverse_name(),
            bool(field.remote_field.symmetrical),
        )


def _generic_foreign_keys(model: type[django_models.Model]) -> Iterator[GenericForeignKey]:
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    # The module needs its app to be installed, so it cannot be imported above.
    from django.contrib.contenttypes import fields as contenttypes_fields

    own = {field.name for field in model._meta.local_concrete_fields}
    for field in model._meta.private_fields:
        # Children and proxies show their parents' too, whose columns are in another table.
        if isinstance(field, contenttypes_fields.GenericForeignKey) and field.fk_field in own:
            kind, object_id = _column(model, field.ct_field), _column(model, field.fk_field)
            yield GenericForeignKey(field.name, kind, object_id)


def _column(model: type[django_models.Model], field_name: str) -> str:
    field: Any = model._meta.get_field(field_name)
    return str(field.column)


def _default(field: Any) -> Default:
    """What Django would put into a new row, by the rules of its schema editor."""
    if field.has_default():
        return _given_default(field)
    if getattr(field, "generated", False):
        return NoDefault()
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return NowDefault()
    if not field.null and field.blank and field.empty_strings_allowed:
        return PlainDefault("")
    return NoDefault()


def _given_default(field: Any) -> Default:
    default = field.default
    if isinstance(default, type) and default in EMPTY:
        default = default()
    if callable(default) and not isinstance(default, enum.Enum):
        return _callable_default(default)
    if default is None:
        return NoDefault()
    value = _stored(field, default)
    return CallableDefault(repr(default)) if value is None else PlainDefault(value)


def _callable_default(function: Callable[..., object]) -> Default:
    if function is uuid.uuid4:
        return UuidDefault()
    if any(function == now for now in NOW):
        return NowDefault()
    module = getattr(function, "__module__", None)
    name = getattr(function, "__qualname__", type(function).__name__)
    return CallableDefault(f"{module}.{name}" if module else name)


def _stored(field: Any, value: object) -> str | int | float | bool | None:
    """The value as PostgreSQL reads it into the column, or None where Segue does not know how."""
    if isinstance(value, enum.Enum):
        value = value.value
    if field.get_internal_type() == "JSONField":
        with suppress(TypeError, ValueError):
            return json.dumps(value, cls=field.encoder)
        return None
    match _prepared(field, value):
        case (bool() | int() | float() | str()) as plain:
            return plain
        case (Promise() | decimal.Decimal() | uuid.UUID()) as named:
            return str(named)
        case (datetime.datetime() | datetime.date() | datetime.time()) as moment:
            return moment.isoformat()
        case datetime.timedelta() as span:
            return f"{span.days} days {span.seconds} seconds {span.microseconds} microseconds"
        case bytes() as binary:
            return "\\x" + binary.hex()
        case [] | ():
            return "{}"
        case dict() as pairs if field.get_internal_type() == "HStoreField":
            return ", ".join(f"{_quoted(key)}=>{_quoted(pairs[key])}" for key in pairs)
    return None


def _prepared(field: Any, value: object) -> object:
    """What the field makes of a value for PostgreSQL; custom fields write texts of their own.

    A field may refuse its own default, as `migrate` would; then that is told as it is.
    """
    for alias in connections:
        if connections[alias].vendor == "postgresql":
            with suppress(Exception):
                return _plain(field.get_db_prep_value(value, connections[alias], prepared=False))
    try:
        return field.get_prep_value(value)
    except Exception:
        return value


def _plain(value: object) -> object:
    """The value without the type that Django gives small numbers for psycopg, such as Int2."""
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _quoted(text: object) -> str:
    """A key or value within an hstore."""
    if text is None:
        return "NULL"
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
