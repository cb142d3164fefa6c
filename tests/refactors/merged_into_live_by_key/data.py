def fill():
    from mart.models import Brand, Product, Sale

    acme, zeta = Brand.objects.create(name="Acme"), Brand.objects.create(name="Zeta")
    Sale.objects.create(product=Product.objects.create(brand=acme, ean="111"), amount=1)
    Sale.objects.create(product=Product.objects.create(brand=zeta, ean="222"), amount=2)
    Sale.objects.create(product=Product.objects.create(brand=acme, ean="333"), amount=3)


def live():
    from mart.models import Brand, Product, Sale

    other, acme = Brand.objects.create(name="Other"), Brand.objects.create(name="Acme")
    Sale.objects.create(product=Product.objects.create(brand=other, ean="999"), amount=90)
    Sale.objects.create(product=Product.objects.create(brand=acme, ean="333"), amount=30)


def arrived():
    from mart.models import Brand, Product, Sale

    yield (
        Brand.objects.order_by("name").values_list("pk", "name"),
        [(2, "Acme"), (1, "Other"), (102, "Zeta")],
    )
    yield (
        Product.objects.order_by("ean").values_list("ean", "brand__name"),
        [
            ("111", "Acme"),
            ("222", "Zeta"),
            ("333", "Acme"),
            ("999", "Other"),
        ],
    )
    yield (
        Sale.objects.order_by("amount").values_list("amount", "product__ean", "pk"),
        [
            (1, "111", 1001),
            (2, "222", 1002),
            (3, "333", 1003),
            (30, "333", 2),
            (90, "999", 1),
        ],
    )
    # Past all that the source may give its own rows yet.
    yield Brand.objects.create(name="Newest").pk, 100_103
