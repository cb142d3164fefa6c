from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(408, "de")

CUSTOMER = d.rows(
    40,
    lambda n: {
        "name": d.name(),
        "mail": d.blank(d.mail(n)),
    },
)
ORDER = d.rows(
    120,
    lambda n: {
        "customer_id": d.ref(CUSTOMER),
        "ordered": d.moment(2024, 2025),
        "total_cents": d.between(150, 20000),
        "delivery_street": d.blank(d.street(), 0.5),
        "delivery_town": d.blank(d.town(), 0.2),
        "delivered": d.maybe(d.moment(2024, 2025)),
        "comment": d.blank(d.note()),
    },
)
ITEM = d.rows(
    260,
    lambda n: {
        "order_id": d.ref(ORDER),
        "article": d.pick(["Brezel", "Brot", "Krapfen"]),
        "count": d.between(1, 40),
        "cents": d.between(40, 900),
    },
)


def fill():
    from bakery import models as m

    store(m.Customer, CUSTOMER)
    store(m.Order, ORDER)
    store(m.Item, ITEM)


def arrived():
    from bakery import models as m

    yield looks(m.Customer, CUSTOMER, name="name", email="mail")
    yield looks(
        m.Order,
        ORDER,
        customer_id="customer_id",
        placed_at="ordered",
        total=lambda r: Decimal(r["total_cents"]) / 100,
        remarks="comment",
    )
    yield looks(
        m.OrderItem,
        ITEM,
        order_id="order_id",
        article="article",
        quantity="count",
        unit_price=lambda r: Decimal(r["cents"]) / 100,
    )
    brought = [{**r, "order": n} for n, r in enumerate(ORDER, 1) if r["delivery_street"]]
    yield looks(
        m.Delivery,
        brought,
        order_id="order",
        street="delivery_street",
        town="delivery_town",
        delivered_at="delivered",
    )
