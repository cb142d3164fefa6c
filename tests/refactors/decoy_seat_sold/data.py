def fill():
    from box.models import Seat

    for n in range(8):
        Seat.objects.create(label=f"A{n}", available=n % 2 == 0, is_open=n % 3 == 0)


def arrived():
    from box.models import Seat

    yield Seat.objects.filter(label="A3").values_list("sold", "closed"), [(True, False)]
