def fill():
    from geo.models import Region, Town

    for number in range(1, 7):
        region = Region.objects.create(name=f"R{number}")
        for town in range(number):
            Town.objects.create(region=region, name=f"T{number}{town}", people=1000 * number + town)


def arrived():
    from geo.models import Region, Town

    yield Region.objects.count(), 6
    yield (
        Town.objects.filter(region__name="R2").order_by("name").values_list("name", "people"),
        [("T20", 2000), ("T21", 2001)],
    )
