def fill():
    from freight.models import Consignment

    for n in range(9):
        Consignment.objects.create(number=n, reference=f"AB-{n}", weight=n / 2)


def arrived():
    from freight.models import Consignment

    yield Consignment.objects.filter(reference=4).values_list("number", flat=True), ["AB-4"]
