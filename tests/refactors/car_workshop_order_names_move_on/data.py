from support.refactors.rows import Dice, looks, store

d = Dice(614, "en")

CLIENT = d.rows(
    50,
    lambda n: {
        "name": d.name(),
        "mobile": d.blank(d.phone()),
    },
)
VEHICLE = d.rows(
    70,
    lambda n: {
        "client_id": d.ref(CLIENT),
        "plate": f"KX{n:04}",
        "vin": f"KX{n:04}",
    },
)
ORDER = d.rows(
    90,
    lambda n: {
        "vehicle_id": d.ref(VEHICLE),
        "text": d.note(),
        "made": d.moment(),
        "limit": d.maybe(d.money(3, 400)),
    },
)
VENDOR = d.rows(
    12,
    lambda n: {
        "name": d.firm(),
        "account": f"KX{n:04}",
    },
)
PURCHASE = d.rows(
    80,
    lambda n: {
        "vendor_id": d.ref(VENDOR),
        "ordered": d.day(),
        "freight": d.money(3, 400),
    },
)
SLIP = d.rows(
    100,
    lambda n: {
        "purchase_id": d.ref(PURCHASE),
        "article": d.note(),
        "pieces": d.between(1, 60),
        "net": d.money(10, 100),
        "gross": d.money(101, 200),
    },
)
BILL = d.rows(
    90,
    lambda n: {
        "order_id": d.ref(ORDER),
        "net": d.money(10, 100),
        "gross": d.money(101, 200),
        "paid": d.maybe(d.day()),
    },
)


def fill():
    from shop import models as m

    store(m.Client, CLIENT)
    store(m.Vehicle, VEHICLE)
    store(m.Order, ORDER)
    store(m.Vendor, VENDOR)
    store(m.Purchase, PURCHASE)
    store(m.Slip, SLIP)
    store(m.Bill, BILL)


def arrived():
    from shop import models as m

    yield looks(m.Customer, CLIENT, full_name="name", phone="mobile")
    yield looks(m.Vehicle, VEHICLE, customer_id="client_id", plate="plate", vin="vin")
    yield looks(
        m.Quote, ORDER, vehicle_id="vehicle_id", wish="text", asked_at="made", budget="limit"
    )
    yield looks(m.Supplier, VENDOR, name="name", customer_number="account")
    yield looks(m.Order, PURCHASE, supplier_id="vendor_id", placed_on="ordered", shipping="freight")
    yield looks(
        m.Purchase,
        SLIP,
        order_id="purchase_id",
        article="article",
        quantity="pieces",
        net_price="net",
        gross_price="gross",
    )
    yield looks(m.Bill, BILL, quote_id="order_id", net="net", gross="gross", paid_on="paid")
