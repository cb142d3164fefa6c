def fill():
    from hotel.models import Room

    for number in range(12):
        Room.objects.create(
            number=str(number), active=number != 4, hidden=number == 5, smoking=number > 9
        )


def arrived():
    from hotel.models import Room

    yield Room.objects.filter(out_of_service=True).values_list("number", flat=True), ["4"]
    yield Room.objects.filter(visible=False).values_list("number", flat=True), ["5"]
    yield Room.objects.filter(non_smoking=True).count(), 10
