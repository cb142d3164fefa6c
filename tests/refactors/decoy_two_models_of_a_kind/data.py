from datetime import UTC, datetime, timedelta


def fill():
    from agenda.models import Meeting, Outing

    for model, word, many in ((Meeting, "Standup", 20), (Outing, "Bowling", 18)):
        for day in range(1, many):
            begins = datetime(2024, 9, day, 9, tzinfo=UTC)
            model.objects.create(
                title=f"{word} {day}", begins=begins, ends=begins + timedelta(hours=1)
            )


def arrived():
    from agenda.models import Blue, Green

    yield (Blue.objects.first().title, Blue.objects.count()), ("Bowling 1", 17)
    yield (Green.objects.first().title, Green.objects.count()), ("Standup 1", 19)
