def fill():
    from port.models import Country, Ship

    for code, name in (("PA", "Panama"), ("LR", "Liberia"), ("MT", "Malta")):
        country = Country.objects.create(code=code, name=name)
        for number in range(3):
            Ship.objects.create(name=f"{name} {number}", flag=country)


def arrived():
    from port.models import Country, Ship

    yield (
        Country.objects.order_by("pk").values_list("pk", "code"),
        [(1, "LR"), (2, "MT"), (3, "PA")],
    )
    yield (
        Ship.objects.filter(flag__code="MT").order_by("name").values_list("name", flat=True),
        ["Malta 0", "Malta 1", "Malta 2"],
    )
