def fill():
    from post.models import Depot, Parcel, Person

    people = [Person.objects.create(name=f"N{n}") for n in range(4)]
    depots = [Depot.objects.create(town=f"T{n}") for n in range(4)]
    for n in range(8):
        Parcel.objects.create(label=f"L{n}", sender=people[n % 4], depot=depots[(n + 1) % 4])


def arrived():
    from post.models import Parcel

    yield Parcel.objects.get(label="L2").sender.town, "T3"
