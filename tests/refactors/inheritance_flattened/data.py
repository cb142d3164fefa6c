def fill():
    from guide.models import Place, Restaurant, Review

    Place.objects.create(name="Town hall", address="Square 1")
    for number in range(5):
        found = Restaurant.objects.create(
            name=f"Chez {number}", address=f"Rue {number}", stars=number, vegan=number == 2
        )
        Review.objects.create(restaurant=found, words=f"ate at {number}")


def arrived():
    from guide.models import Restaurant, Review

    yield Restaurant.objects.count(), 5
    yield (
        Restaurant.objects.filter(vegan=True).values_list("name", "address", "stars"),
        [("Chez 2", "Rue 2", 2)],
    )
    yield Review.objects.filter(restaurant__name="Chez 4").values_list("words"), [("ate at 4",)]
    yield Restaurant.objects.create(name="New", stars=1).pk, 7
