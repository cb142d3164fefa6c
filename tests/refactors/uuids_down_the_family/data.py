def fill():
    from zoo.models import Animal, Bird, Feeding, Parrot

    cat = Animal.objects.create(name="cat")
    hen = Bird.objects.create(name="hen", span=50)
    polly = Parrot.objects.create(name="Polly", span=40, says="hello")
    hen.enemies.add(cat)
    polly.enemies.add(cat, hen)
    Feeding.objects.create(bird=polly, grams=30)
    Feeding.objects.create(bird=hen, grams=90)


def arrived():
    from animals.models import Animal, Feeding, Parrot

    yield Animal.objects.count(), 3
    yield Parrot.objects.values_list("name", "span", "says"), [("Polly", 40, "hello")]
    yield (
        Parrot.objects.get().enemies.order_by("name").values_list("name", flat=True),
        ["cat", "hen"],
    )
    yield Feeding.objects.order_by("grams").values_list("bird__name", flat=True), ["Polly", "hen"]
    yield Parrot.objects.create(name="new", span=1, says="").name, "new"
