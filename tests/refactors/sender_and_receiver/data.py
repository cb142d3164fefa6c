def fill():
    from parcels.models import Parcel, Place

    places = [Place.objects.create(name=name) for name in ("Wien", "Graz", "Linz")]
    for number in range(30):
        Parcel.objects.create(
            sender=places[number % 3], receiver=places[(number + 1) % 3], grams=number * 100
        )


def arrived():
    from parcels.models import Parcel

    yield (
        Parcel.objects.filter(grams=400).values_list(
            "origin__name", "destination__name", "stopover"
        ),
        [("Graz", "Linz", None)],
    )
