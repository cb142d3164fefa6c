from datetime import date
from decimal import Decimal


def fill():
    from gym.models import Abo, Person

    for number in range(20):
        who = Person.objects.create(
            surname=f"Name {number}",
            mail=f"m{number}@example.org",
            born=date(1970 + number, 1, 2) if number % 4 else None,
        )
        Abo.objects.create(
            person=who,
            since=date(2020, 1 + number % 12, 1),
            until=date(2021, 1, 1) if number % 2 else None,
            fee=Decimal("19.90") + number,
        )


def arrived():
    from club.models import Contract, Member

    yield Member.objects.filter(birthday__isnull=True).count(), 5
    yield (
        Contract.objects.filter(member__email="m3@example.org").values_list(
            "begins", "ends", "notice_until", "monthly_fee"
        ),
        [(date(2020, 4, 1), date(2021, 1, 1), date(2020, 12, 2), Decimal("22.90"))],
    )
