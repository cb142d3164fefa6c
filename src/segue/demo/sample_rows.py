"""The rows of a made-up shop: believable, always the same, with gaps between the ids.

Every function yields rows in the order of the columns named beside it in `TABLES`; `fill` copies
them into the old database.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

SEED = 2007
CATEGORIES, SUPPLIERS, PRODUCTS, CUSTOMERS, ORDERS, NOTES = 60, 80, 6_000, 14_000, 42_000, 4_000
FIRST_DAY = datetime(2014, 3, 1, 8, tzinfo=UTC)
DAYS = 3_900

Row = tuple[Any, ...]
Rows = Iterator[Row]

_FIRST = (
    "Ada Björn Chloé Đorđe Élodie Fatma Grace Håkon Ines Jürgen Kenji Łukasz Maya Nuño Olga"
).split()
_LAST = (
    "Ångström Blanc Čapek Díaz Eriksen Fischer García Horváth Ito Jansen Kovács Müller"
).split()
_CITIES = "Zürich Kraków Málaga Århus Łódź Köln Orléans 東京 Tromsø Graz Ghent".split()
_THINGS = (
    "Lamp Chair Teapot Bicycle Notebook Compass Umbrella Kettle Blanket Clock Camera"
).split()
_KINDS = "Oak Brass Linen Enamel Folding Travel Studio Garden Antique Everyday".split()
_SHELVES = "Kitchen Garden Office Travel Books Light Music Winter Children Workshop".split()
_REMARKS = ("called, will ring back", "wants an invoice — “soon”", "présent, s.v.p.", "ok 👍", "")


def _random(name: str) -> Random:
    """Each table has dice of its own, so that changing one leaves the others as they are."""
    return Random(f"{SEED} {name}")


def _moment(dice: Random) -> datetime:
    return FIRST_DAY + timedelta(
        days=dice.random() ** 0.6 * DAYS, microseconds=dice.randrange(10**6)
    )


def category_ids() -> range:
    return range(3, 3 + CATEGORIES)


def supplier_ids() -> range:
    return range(10, 10 + SUPPLIERS * 2, 2)


def product_ids() -> range:
    return range(101, 101 + PRODUCTS * 3, 3)


def customer_ids() -> range:
    return range(1_000, 1_000 + CUSTOMERS * 2, 2)


def order_ids() -> range:
    return range(5_001, 5_001 + ORDERS * 2, 2)


def categories() -> Rows:
    for number, key in enumerate(category_ids()):
        parent = None if number < len(_SHELVES) else category_ids()[number % len(_SHELVES)]
        name = _SHELVES[number % len(_SHELVES)]
        yield key, parent, f"{name} {number}" if parent else name, f"{name.lower()}-{number}"


def suppliers() -> Rows:
    dice = _random("suppliers")
    for number, key in enumerate(supplier_ids()):
        flagship = dice.choice(product_ids()) if number % 4 else None
        yield (
            key,
            f"{_LAST[number % len(_LAST)]} & {_FIRST[number % len(_FIRST)]} {number}",
            flagship,
        )


def products() -> Rows:
    dice = _random("products")
    for number, key in enumerate(product_ids()):
        title = f"{dice.choice(_KINDS)} {dice.choice(_THINGS)} No. {number}"
        attributes = {"weight": dice.randrange(50, 9000), "tags": dice.sample(_KINDS, 2), "é": None}
        yield (
            key, f"SKU-{number:06}", title, f"{title}. " * dice.randrange(12),
            Decimal(dice.randrange(0, 90_000)) / 100, json.dumps(attributes),
            dice.choice(supplier_ids()), dice.random() > 0.1, _moment(dice),
        )  # fmt: skip


def books() -> Rows:
    dice = _random("books")
    for key in list(product_ids())[::7]:
        isbn = f"978-3-{dice.randrange(10**8):08}-0" if dice.random() > 0.2 else ""
        yield key, isbn, dice.choice([None, dice.randrange(30, 900)])


def product_categories() -> Rows:
    dice = _random("product_categories")
    number = 7
    for product in product_ids():
        for category in dice.sample(category_ids(), dice.randrange(3)):
            number += 2
            yield number, product, category


def customers() -> Rows:
    dice = _random("customers")
    for number, key in enumerate(customer_ids()):
        name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
        city = dice.choice([*_CITIES, ""])
        street = f"{dice.choice(_LAST)}-Straße {dice.randrange(1, 200)}" if city else ""
        email = f"customer{number}@example.org"
        yield key, None, name, email, street, city, _moment(dice).date()


def favourites() -> Rows:
    dice = _random("favourites")
    for number, customer in enumerate(list(customer_ids())[::4]):
        yield 20 + number * 2, customer, dice.choice(product_ids()), dice.randrange(1, 6)


def orders() -> Rows:
    dice = _random("orders")
    for number, key in enumerate(order_ids()):
        placed = _moment(dice)
        status = dice.choice(["paid", "paid", "sent", "sent", "sent", "returned", "new"])
        note = dice.choice(_REMARKS) if number % 9 == 0 else ""
        changed = placed + timedelta(hours=dice.randrange(1, 200))
        yield key, f"A{number:07}", dice.choice(customer_ids()), status, placed, changed, note


def lines() -> Rows:
    dice = _random("lines")
    number = 100_000
    for order in order_ids():
        for _ in range(dice.choice([1, 1, 2, 2, 3])):
            number += dice.randrange(1, 3)
            price = dice.randrange(0, 90_000) / 100
            yield number, order, dice.choice(product_ids()), dice.randrange(1, 6), price


def payments() -> Rows:
    return _money("payments", 0.8)


def refunds() -> Rows:
    return _money("refunds", 0.1)


def _money(name: str, share: float) -> Rows:
    dice = _random(name)
    for order in order_ids():
        if dice.random() < share:
            key = uuid.UUID(int=dice.getrandbits(128), version=4)
            amount = Decimal(dice.randrange(-500, 200_000)) / 100
            yield key, order, amount, _moment(dice) if dice.random() < 0.95 else None


TABLES: tuple[tuple[str, str, Callable[[], Rows]], ...] = (
    ("shop_category", "id, parent_id, name, slug", categories),
    ("shop_supplier", "id, name, flagship_id", suppliers),
    (
        "shop_product",
        "id, sku, title, description, price, attributes, supplier_id, active, created",
        products,
    ),
    ("shop_book", "product_ptr_id, isbn, pages", books),
    ("shop_product_categories", "id, product_id, category_id", product_categories),
    ("shop_customer", "id, user_id, name, email, street, city, joined", customers),
    ("shop_favourite", "id, customer_id, product_id, stars", favourites),
    ("shop_order", "id, number, customer_id, status, placed, changed, note", orders),
    ("shop_line", "id, order_id, product_id, quantity, price", lines),
    ("shop_payment", "id, order_id, amount, paid", payments),
    ("shop_refund", "id, order_id, amount, paid", refunds),
)
"""Table, columns, and where its rows come from."""
