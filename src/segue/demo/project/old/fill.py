"""Fills the old database: ten years of a small business. Run beside manage.py."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.contrib.sites.models import Site
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql
from shop.models import Customer, Note, Order, Product, Setting

from segue.demo.sample_rows import NOTES, TABLES, customer_ids, order_ids, product_ids


def copy_business() -> None:
    """COPY the business in one transaction: its references point in circles."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shop_order DISABLE TRIGGER stamp_order")
        for table, columns, rows in TABLES:
            names = [sql.Identifier(name) for name in columns.split(", ")]
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
                sql.Identifier(table), sql.SQL(", ").join(names)
            )
            with cursor.copy(statement) as copy:
                for row in rows():
                    copy.write_row(row)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE shop_order ENABLE TRIGGER stamp_order")


def add_people() -> None:
    """Staff with groups and permissions, what they did in the admin, and who is logged in."""
    # An app that is long gone left its content type: since then, no id is as in a new database.
    ContentType.objects.create(app_label="newsletter", model="issue")
    staff = Group.objects.create(name="Staff ✎")
    staff.permissions.set(Permission.objects.filter(content_type__app_label="shop"))
    users = User.objects
    for number in range(40):
        user = users.create(username=f"user{number}", email=f"user{number}@example.org")
        if number % 4 == 0:
            user.groups.add(staff)
    users.filter(username="user3").delete()
    for user, key in zip(users.order_by("id"), customer_ids(), strict=False):
        Customer.objects.filter(pk=key).update(user=user)
    now = timezone.now()
    Session.objects.bulk_create(
        Session(session_key=f"{n:032x}", session_data="e30:x", expire_date=now) for n in range(500)
    )


def add_remarks() -> None:
    """Notes about anything and the admin's log: rows that point through content types."""
    product, order = (ContentType.objects.get_for_model(model) for model in (Product, Order))
    author = User.objects.order_by("id").first()
    Note.objects.bulk_create(
        Note(
            content_type=order if number % 3 else product,
            object_id=(order_ids() if number % 3 else product_ids())[number],
            author=author,
            text=f"Remark {number}: “called back” \\ 50 % off",
        )
        for number in range(NOTES)
    )
    LogEntry.objects.bulk_create(
        LogEntry(user=author, content_type=product, object_id=str(product_ids()[number]),
                 object_repr="é", action_flag=CHANGE, change_message='[{"changed": {}}]')
        for number in range(1500)
    )  # fmt: skip


def settle_in() -> None:
    """What a person changes first, and sequences as a grown database has them."""
    Site.objects.update(domain="shop.example", name="Shop")
    Setting.objects.filter(key="vat").update(value=7)
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    copy_business()
    add_people()
    add_remarks()
    settle_in()
    sys.exit(0)
