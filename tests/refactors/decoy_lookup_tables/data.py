def fill():
    from wine.models import Bottle, Mood, Style

    for word in ("Sunday lunch", "wedding", "alone"):
        Mood.objects.create(name=word)
    for word in ("oak", "cherry", "slate"):
        Style.objects.create(name=word)
    Bottle.objects.create(label="Grüner Veltliner")


def arrived():
    from wine.models import Aroma, Bottle, Occasion

    yield (
        Occasion.objects.order_by("pk").values_list("name", flat=True),
        ["Sunday lunch", "wedding", "alone"],
    )
    yield Aroma.objects.order_by("pk").values_list("name", flat=True), ["oak", "cherry", "slate"]
    yield Bottle.objects.count(), 1
