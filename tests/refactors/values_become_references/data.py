def fill():
    from crew.models import Sailor

    ahab = Sailor.objects.create(name="Ahab", rank="C")
    starbuck = Sailor.objects.create(name="Starbuck", rank="M", boss=ahab)
    Sailor.objects.create(name="Ishmael", rank="S", boss=starbuck)


def arrived():
    from crew.models import Rank, Sailor

    yield (
        Rank.objects.order_by("title").values_list("title", flat=True),
        ["Captain", "Mate", "Sailor"],
    )
    yield (
        Sailor.objects.order_by("name").values_list("name", "rank__title", "boss__name"),
        [
            ("Ahab", "Captain", None),
            ("Ishmael", "Sailor", "Starbuck"),
            ("Starbuck", "Mate", "Ahab"),
        ],
    )
    yield Rank.objects.create(title="Cook").pk, 4
