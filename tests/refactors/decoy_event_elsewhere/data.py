from datetime import UTC, datetime


def fill():
    from calendar_.models import Event
    from django.contrib.auth.models import User
    from pages.models import Page

    user = User.objects.create(username="x")
    for number in range(1, 20):
        Event.objects.create(
            name=f"Concert {number}",
            user=user,
            date=datetime(2020, 1, number, tzinfo=UTC),
            place="Hall",
        )
    Page.objects.create(path="/")


def arrived():
    from pages.models import Page
    from statistics_.models import Event

    yield (Event.objects.count(), Page.objects.count()), (0, 1)
