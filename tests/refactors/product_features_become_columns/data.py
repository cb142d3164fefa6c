from support.refactors.rows import Dice, looks, store

d = Dice(509, "fr")

SHELF = d.rows(
    9,
    lambda n: {
        "label": f"Rayon {n}",
        "floor": d.between(0, 3),
    },
)
PRODUCT = d.rows(
    80,
    lambda n: {
        "title": f"Appareil {n}",
        "brand": d.pick(["Nikon", "Canon", "Leica", "Pentax"]),
        "shelf_id": d.ref(SHELF),
        "price": d.money(1, 900),
        "stock": d.between(1, 60),
    },
)
PURCHASE = d.rows(
    150,
    lambda n: {
        "product_id": d.ref(PRODUCT),
        "bought": d.moment(2021, 2025),
        "pieces": d.between(1, 60),
    },
)
FEATURES = [
    {
        **({"megapixels": str(d.between(10, 60))} if d.chance(0.9) else {}),
        **({"mount": d.pick(["F", "EF", "M", "K"])} if d.chance(0.7) else {}),
        **({"weather_sealed": d.pick(["yes", "no"])} if d.chance(0.5) else {}),
    }
    for _ in PRODUCT
]


def fill():
    from camera import models as m

    store(m.Shelf, SHELF)
    store(m.Product, PRODUCT)
    store(m.Purchase, PURCHASE)
    rows = [
        {"product_id": n, "key": key, "value": value}
        for n, own in enumerate(FEATURES, 1)
        for key, value in own.items()
    ]
    store(m.Feature, rows)


def arrived():
    from camera import models as m

    yield looks(m.Shelf, SHELF, name="label", floor="floor")
    yield looks(
        m.Purchase, PURCHASE, product_id="product_id", bought_at="bought", quantity="pieces"
    )
    there = m.Product.objects.order_by("pk").values_list(
        "name", "maker__name", "shelves", "megapixels", "mount", "weather_sealed"
    )
    wanted = [
        (
            r["title"],
            r["brand"],
            r["shelf_id"],
            int(f["megapixels"]) if "megapixels" in f else None,
            f.get("mount", ""),
            f.get("weather_sealed") == "yes",
        )
        for r, f in zip(PRODUCT, FEATURES, strict=True)
    ]
    yield there, wanted
