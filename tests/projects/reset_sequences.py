"""Prints each sequence that the SQL of `sqlsequencereset` would move on; undoes what that does."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection


def stands(cursor: object) -> dict[str, tuple[int, bool]]:
    cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT last_value, is_called FROM "{name}"')
        found[name] = cursor.fetchone()
    return found


if __name__ == "__main__":
    with connection.cursor() as cursor:
        before = stands(cursor)
        for config in apps.get_app_configs():
            models = config.get_models(include_auto_created=True)
            tables = [model for model in models if model._meta.can_migrate(connection)]
            for statement in connection.ops.sequence_reset_sql(no_style(), tables):
                cursor.execute(statement)
        after = stands(cursor)
        for name, stand in before.items():
            cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s, %s)", [name, *stand])
    for name, stand in before.items():
        if sum(after[name]) > sum(stand):
            print(name, stand, after[name])
