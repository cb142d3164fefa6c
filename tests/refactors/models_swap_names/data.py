def fill():
    from clinic.models import Room, Ward

    wards = [Ward.objects.create(title=f"W{n}", floor=n, beds=20 + n) for n in range(3)]
    for n in range(9):
        Room.objects.create(number=f"{n}a", ward=wards[n % 3], oxygen=n % 2 == 0)


def arrived():
    from clinic.models import Ward

    yield Ward.objects.filter(number="4a").values_list("room__title", "oxygen"), [("W1", True)]
