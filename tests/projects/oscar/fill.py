"""Fills django-oscar as people do: categories, products, stock, baskets, orders, staff, logs."""

import os
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sites.models import Site
from fill_the_rest import fill_the_rest
from oscar.core.loading import get_model

HUGE = 5_000_000

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")
Line = get_model("order", "Line")


def add_people() -> list[User]:
    ContentType.objects.create(app_label="old_app", model="gone")
    Site.objects.update(domain="shop.example")
    users = [User.objects.create_user(f"u{n}", f"u{n}@example.org") for n in range(60)]
    users.pop(5).delete()
    group = Group.objects.create(name="Lager ✎")
    group.permissions.set(Permission.objects.order_by("id")[5:60])
    for user in users[3:30:4]:
        user.groups.add(group)
        user.user_permissions.add(Permission.objects.order_by("id")[user.pk])
    for number in range(30):
        session = SessionStore()
        session["basket"] = "x" * number
        session.save()
    for code in ("DE", "FR", "US", "JP"):
        get_model("address", "Country").objects.create(
            iso_3166_1_a2=code, iso_3166_1_a3=code + "X", printable_name=code, name=code,
            display_order=ord(code[0]) % 7, is_shipping_country=True,
        )  # fmt: skip
    return users


def add_products() -> list[object]:
    categories = get_model("catalogue", "Category")
    root = categories.add_root(name="Bücher", slug="b", description="")
    for number in range(15):
        child = root.add_child(name=f"Kat {number}", slug=f"k{number}")
        child.add_child(name=f"Unter {number}", slug=f"u{number}")
    kind = get_model("catalogue", "ProductClass").objects.create(name="Buch")
    get_model("catalogue", "ProductAttribute").objects.create(
        product_class=kind, name="Autor", code="autor", type="text"
    )
    partner = get_model("partner", "Partner").objects.create(name="Verlag")
    shelves = list(categories.objects.order_by("path"))
    products = []
    for number in range(100):
        product = Product(title=f"Produkt «{number}» 🎈", product_class=kind,
                          upc=f"u{number}" if number % 4 else None,
                          description="" if number % 5 else "x" * 5000)  # fmt: skip
        product.save()
        product.categories.add(shelves[number % len(shelves)])
        product.attr.autor = f"Autor {number}"
        product.save()
        price = Decimal(number) / 3 if number % 6 else Decimal(0)
        StockRecord.objects.create(product=product, partner=partner, partner_sku=f"s{number}",
                                   price=price, num_in_stock=max(0, number - 10))  # fmt: skip
        products.append(product)
    return products


def add_orders(users: list[User], products: list[object]) -> None:
    stock = list(StockRecord.objects.order_by("id"))
    for number in range(80):
        owner = users[10 + number % 40]
        basket = get_model("basket", "Basket").objects.create(owner=owner)
        for product, shelf in list(zip(products, stock, strict=False))[: number % 3]:
            basket.lines.create(product=product, stockrecord=shelf, price_currency="EUR",
                                line_reference=f"{product.pk}_{shelf.pk}", quantity=0)  # fmt: skip
        total = Decimal("-1.50") if number == 3 else Decimal(number)
        order = get_model("order", "Order").objects.create(
            number=f"N{number}", basket=basket, user=owner if number % 7 else None, currency="EUR",
            total_incl_tax=total, total_excl_tax=total, shipping_incl_tax=0, shipping_excl_tax=0,
        )  # fmt: skip
        for place in range(number % 4):
            amounts = dict.fromkeys(
                ["line_price_incl_tax", "line_price_excl_tax",
                 "line_price_before_discounts_incl_tax", "line_price_before_discounts_excl_tax"],
                Decimal(place),
            )  # fmt: skip
            Line.objects.create(order=order, partner=stock[place].partner, partner_name="V",
                                partner_sku="s", stockrecord=stock[place], title="t",
                                product=products[place], quantity=place, num_allocated=0,
                                **amounts)  # fmt: skip
    order.notes.create(user=users[20], note_type="", message="ß" * HUGE)
    for product in products[10::9]:
        product.delete()


def add_log(user: User) -> None:
    product = ContentType.objects.get_for_model(Product)
    for number in range(100):
        LogEntry.objects.create(user=user, content_type=product, object_id=str(number),
                                object_repr="é", action_flag=1, change_message="")  # fmt: skip


if __name__ == "__main__":
    people = add_people()
    add_orders(people, add_products())
    add_log(people[8])
    fill_the_rest(but="django_flatpage_sites")
