from datetime import UTC, datetime


def fill():
    from store.models import HistoricalProduct, Photo, Product

    for number in range(1, 10):
        product = Product.objects.create(sku=f"S{number}", title=f"T{number}", price=number)
        Photo.objects.create(product=product, path=f"{number}.jpg")
        for change in range(2):
            HistoricalProduct.objects.create(
                id=product.pk,
                sku=product.sku,
                title=f"T{number}.{change}",
                price=number,
                history_date=datetime(2020, 1, number, tzinfo=UTC),
                history_type="~",
            )


def arrived():
    from warehouse.models import HistoricalProduct, Picture, Product

    yield Picture.objects.filter(product__sku="S3").values_list("path", flat=True), ["3.jpg"]
    product = Product.objects.get(sku="S4")
    yield (
        HistoricalProduct.objects.filter(id=product.pk)
        .order_by("history_id")
        .values_list("title", "history_change_reason"),
        [
            ("T4.0", None),
            ("T4.1", None),
        ],
    )
