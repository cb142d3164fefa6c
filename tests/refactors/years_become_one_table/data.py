from datetime import date


def fill():
    from alpha.models import Tag as Alpha
    from beta.models import Tag as Beta
    from meter.models import Reading2022, Reading2023, Reading2024

    for year, model in ((2022, Reading2022), (2023, Reading2023), (2024, Reading2024)):
        for day in range(1, 11):
            model.objects.create(device=f"d{day % 3}", day=date(year, 1, day), value=day / 2)
    for word in ("red", "blue"):
        Alpha.objects.create(word=word)
    Beta.objects.create(word="red")


def arrived():
    from meter.models import Reading
    from tags.models import Tag

    yield Reading.objects.count(), 30
    yield Reading.objects.filter(day__year=2023, pk__range=(1001, 1010)).count(), 10
    yield (
        Tag.objects.order_by("pk").values_list("scope", "word"),
        [("alpha", "red"), ("alpha", "blue"), ("beta", "red")],
    )
