"""Prints what a project sees through its own models; run beside manage.py.

Generic references with what they lead to, permissions with their content types: two databases in
which the same is printed mean the same to the application.
"""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType


def generic_references() -> None:
    for model in apps.get_models():
        fields = [f for f in model._meta.private_fields if isinstance(f, GenericForeignKey)]
        for row in model._base_manager.order_by("pk") if fields else ():
            for field in fields:
                kind = getattr(row, field.ct_field)
                about = getattr(row, field.name) if kind and kind.model_class() else None
                print(model._meta.label, row.pk, field.name, kind, type(about), about and about.pk)


def permissions() -> None:
    for group in Group.objects.order_by("pk"):
        names = group.permissions.values_list("content_type__model", "codename")
        print(group.pk, group.name, sorted(names))
    for user in get_user_model()._base_manager.order_by("pk"):
        print(user.pk, user.get_username(), sorted(user.get_all_permissions()))
    for permission in Permission.objects.order_by("pk"):
        print(permission.pk, permission.content_type, permission.codename)


if __name__ == "__main__":
    generic_references()
    permissions()
    for found in ContentType.objects.order_by("pk"):
        print(found.pk, found.app_label, found.model, found.model_class())
