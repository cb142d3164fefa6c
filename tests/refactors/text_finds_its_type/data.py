from datetime import date
from uuid import UUID


def fill():
    from probe.models import Event

    for number in range(20):
        Event.objects.create(
            payload=f'{{"n": {number}, "tags": ["a", null]}}',
            labels="red,green" if number % 2 else "",
            scores=f"{{{number},{number + 1}}}",
            email=f"User{number}@Example.org",
            address=f"10.0.0.{number}" if number % 2 else f"2001:db8::{number}",
            trace=f"00000000-0000-4000-8000-0000000000{number:02}",
            day=f"2020-02-{number + 1:02}",
        )


def arrived():
    from probe.models import Event

    one, two = Event.objects.order_by("pk")[1:3]
    yield (
        (one.payload, one.labels, one.scores),
        ({"n": 1, "tags": ["a", None]}, ["red", "green"], [1, 2]),
    )
    yield (two.labels, two.address, two.day), ([], "2001:db8::2", date(2020, 2, 3))
    yield one.trace, UUID("00000000-0000-4000-8000-000000000001")
    yield Event.objects.filter(email="user7@example.ORG").count(), 1
