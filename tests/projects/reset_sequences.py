"""Prints each sequence that the SQL of `sqlsequencereset` would move on; undoes what that does."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


def next_numbers(cursor: object) -> dict[str, int]:
    cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT last_value + is_called::int FROM "{name}"')
        (found[name],) = cursor.fetchone()
    return found


if __name__ == "__main__":
    with transaction.atomic(), connection.cursor() as cursor:
        before = next_numbers(cursor)
        for config in apps.get_app_configs():
            models = config.get_models(include_auto_created=True)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
                cursor.execute(statement)
        after = next_numbers(cursor)
        transaction.set_rollback(True)
    for name, number in before.items():
        if after[name] > number:
            print(name, number, after[name])
