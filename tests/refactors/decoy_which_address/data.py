from datetime import UTC, datetime


def fill():
    from mover.models import Address, Job, Person

    places = [Address.objects.create(text=f"a{number}") for number in range(6)]
    people = [Person.objects.create(name=f"p{number}") for number in range(3)]
    for number in range(12):
        Job.objects.create(
            title=f"j{number}",
            pickup_address=places[number % 6],
            billing_address=places[(number + 1) % 6],
            person=people[number % 3],
            created=datetime(2024, 1, 1 + number, tzinfo=UTC),
            touched_at=datetime(2024, 2, 1 + number, tzinfo=UTC),
        )


def arrived():
    from mover.models import Job

    yield (
        Job.objects.filter(title="j4").values_list(
            "address__text", "packed_by__name", "driven_by__name", "created_at", "booked_at"
        ),
        [("a4", None, "p1", datetime(2024, 1, 5, tzinfo=UTC), None)],
    )
