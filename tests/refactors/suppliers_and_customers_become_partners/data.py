from support.refactors.rows import Dice, looks, store

d = Dice(202, "en")

CUSTOMER = d.rows(
    40,
    lambda n: {
        "name": d.firm(),
        "street": d.blank(d.street(), 0.1),
        "town": d.town(),
        "phone": d.blank(d.phone()),
        "delivery_notes": d.blank(d.note(), 0.6),
    },
)
SUPPLIER = d.rows(
    20,
    lambda n: {
        "company": d.firm(),
        "street": d.blank(d.street(), 0.1),
        "town": d.town(),
        "phone": d.blank(d.phone()),
        "vat_id": d.blank("GB" + d.digits(9), 0.2),
    },
)
PRODUCT = d.rows(
    20,
    lambda n: {
        "name": d.pick(["Rye loaf", "Baguette", "Scone", "Éclair"]) + f" {n}",
        "price": d.money(1, 20),
    },
)
SALE = d.rows(
    70,
    lambda n: {
        "customer_id": d.ref(CUSTOMER),
        "product_id": d.ref(PRODUCT),
        "quantity": d.between(1, 60),
        "sold_on": d.day(2024, 2025),
    },
)
PURCHASE = d.rows(
    50,
    lambda n: {
        "supplier_id": d.ref(SUPPLIER),
        "what": d.pick(["Flour T65", "Yeast", "Butter", "Sugar"]),
        "amount": d.money(10, 900),
        "bought_on": d.day(2024, 2025),
    },
)


def fill():
    from trade import models as m

    store(m.Customer, CUSTOMER)
    store(m.Supplier, SUPPLIER)
    store(m.Product, PRODUCT)
    store(m.Sale, SALE)
    store(m.Purchase, PURCHASE)


def arrived():
    from partners import models as m

    yield looks(m.Product, PRODUCT, name="name", price="price")
    yield looks(
        m.Sale,
        SALE,
        partner_id="customer_id",
        product_id="product_id",
        quantity="quantity",
        sold_on="sold_on",
    )
    yield looks(
        m.Purchase,
        PURCHASE,
        partner_id=lambda r: r["supplier_id"] + 1000,
        description="what",
        total="amount",
        purchased_on="bought_on",
    )
    customers = [(n, r["name"], r["delivery_notes"], True) for n, r in enumerate(CUSTOMER, 1)]
    suppliers = [(n + 1000, r["company"], "", False) for n, r in enumerate(SUPPLIER, 1)]
    there = m.Partner.objects.order_by("pk").values_list("pk", "name", "remarks", "is_customer")
    yield there, customers + suppliers
