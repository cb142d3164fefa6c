def fill():
    from store.models import Category, Product

    toys, games, books = (Category.objects.create(name=name) for name in ("Toys", "Games", "Books"))
    Product.objects.create(sku="A1").categories.add(games)
    Product.objects.create(sku="A2").categories.add(books, toys)
    Product.objects.create(sku="A3")


def arrived():
    from store.models import Product

    yield (
        Product.objects.order_by("sku").values_list("sku", "category__name"),
        [
            ("A1", "Games"),
            ("A2", "Toys"),
            ("A3", None),
        ],
    )
