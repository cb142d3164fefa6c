"""Seed rows: every new database begins with these settings."""

from django.db import migrations

FIRST = {"currency": "EUR", "vat": 19, "greeting": {"de": "Grüß Gott", "en": "Hello"}}


def write(apps, schema_editor):
    settings = apps.get_model("shop", "Setting").objects.using(schema_editor.connection.alias)
    for key, value in FIRST.items():
        settings.create(key=key, value=value)


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_rules")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
