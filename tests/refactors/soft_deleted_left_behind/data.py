from datetime import UTC, datetime


def fill():
    from chat.models import Message, Room

    hall = Room.objects.create(name="Hall")
    attic = Room.objects.create(name="Attic", deleted_at=datetime(2020, 1, 1, tzinfo=UTC))
    for number in range(10):
        Message.objects.create(
            room=attic if number % 3 == 0 else hall, text=f"m{number}", is_deleted=number == 4
        )


def arrived():
    from chat.models import Message, Room

    yield Room.objects.values_list("name", flat=True), ["Hall"]
    yield (
        Message.objects.order_by("pk").values_list("text", flat=True),
        ["m1", "m2", "m5", "m7", "m8"],
    )
