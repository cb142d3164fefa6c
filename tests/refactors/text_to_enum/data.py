ANIMALS = [
    ("Elephant", "plants", ["plants"]),
    ("Lion", "meat", ["meat", "fish"]),
    ("Seal", "fish", []),
]


def fill():
    from zoo.models import Animal

    for name, diet, likes in ANIMALS:
        Animal.objects.create(name=name, diet=diet, likes=likes)


def arrived():
    from zoo.models import Animal

    yield (
        Animal.objects.order_by("name").values_list("name", "food"),
        [animal[:2] for animal in ANIMALS],
    )
    yield (
        Animal.objects.order_by("name").values_list("likes", flat=True),
        ["{plants}", "{meat,fish}", "{}"],
    )
