"""Prints what editors and customers see, in words that no version changes; run beside manage.py."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.apps import apps
from django.contrib.auth.models import Group


def permissions() -> None:
    """What each group may do."""
    for group in Group.objects.order_by("pk"):
        names = group.permissions.values_list("content_type__app_label", "codename")
        print(group.pk, group.name, sorted(names))


def wagtail() -> None:
    """The tree of pages, revisions, tags and search queries."""
    from taggit.models import TaggedItem
    from wagtail.contrib.search_promotions.models import Query
    from wagtail.models import GroupPagePermission, Page, Revision

    print(Page.find_problems())
    for page in Page.objects.order_by("path"):
        parent = page.get_parent()
        print(page.path, page.pk, page.title, parent and parent.pk, page.latest_revision_id)
    for revision in Revision.objects.order_by("pk"):
        print(revision.pk, repr(revision.content_object), repr(revision.as_object()))
    for tagged in TaggedItem.objects.order_by("pk"):
        print(tagged.pk, tagged.tag.name, repr(tagged.content_object))
    for query in Query.objects.order_by("pk"):
        hits = query.daily_hits.order_by("pk").values_list("date", "hits")
        print(query.pk, query.query_string, list(hits))
    for given in GroupPagePermission.objects.order_by("pk"):
        print(given.group.name, given.page_id, given.permission.codename)


def oscar() -> None:
    """Orders and baskets with their lines, categories with their products."""
    Order, Basket = apps.get_model("order", "Order"), apps.get_model("basket", "Basket")
    Category = apps.get_model("catalogue", "Category")
    for order in Order.objects.order_by("pk"):
        lines = order.lines.order_by("pk").values_list("product__title", "quantity")
        print(order.number, order.user, order.total_incl_tax, str(order.basket), list(lines))
    for basket in Basket.objects.order_by("pk"):
        lines = basket.lines.order_by("pk").values_list("product__title", "quantity")
        print(basket.pk, basket.owner, list(lines))
    print(Category.find_problems())
    for category in Category.objects.order_by("path"):
        products = category.product_set.order_by("pk").values_list("title", flat=True)
        print(category.full_name, list(products))


if __name__ == "__main__":
    permissions()
    wagtail() if apps.is_installed("wagtail") else oscar()
