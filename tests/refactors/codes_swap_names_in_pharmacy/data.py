from support.refactors.rows import Dice, looks, store

d = Dice(205, "de")

MAKER = d.rows(8, lambda n: {"name": d.firm(), "country": d.pick(["DE", "CH", "FR"])})
ARTICLE = d.rows(
    60,
    lambda n: {
        "maker_id": d.ref(MAKER),
        "name": d.pick(["Salbe", "Tropfen", "Pflaster", "Sirup"]) + f" {n}",
        "short_code": f"{n:03}{d.digits(5)}",
        "long_code": d.blank(f"{d.pick(['GTIN', 'PPN'])}-{d.digits(22)}", 0.3),
        "price": d.money(2, 90),
        "in_stock": d.between(0, 200),
    },
)
DELIVERY = d.rows(
    40,
    lambda n: {
        "article_id": d.ref(ARTICLE),
        "quantity": d.between(1, 90),
        "arrived_on": d.day(2024, 2025),
    },
)


def fill():
    from pharma import models as m

    store(m.Maker, MAKER)
    store(m.Article, ARTICLE)
    store(m.Delivery, DELIVERY)


def arrived():
    from pharma import models as m

    yield looks(m.Maker, MAKER, name="name", country="country")
    yield looks(
        m.Article,
        ARTICLE,
        maker_id="maker_id",
        name="name",
        long_code="short_code",
        short_code="long_code",
        price="price",
        in_stock="in_stock",
    )
    yield looks(
        m.Delivery, DELIVERY, article_id="article_id", quantity="quantity", arrived_on="arrived_on"
    )
