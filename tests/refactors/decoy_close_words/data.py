from datetime import date
from decimal import Decimal


def fill():
    from club.models import Fee, Member

    for number in range(1, 10):
        member = Member.objects.create(first_name=f"F{number}", age=20 + number)
        Fee.objects.create(
            member=member,
            total=119,
            price=100,
            is_paid=number % 2 == 0,
            paid_on=date(2024, 1, number),
        )


def arrived():
    from club.models import Fee, Member

    yield (
        Member.objects.order_by("pk").values_list("full_name", "birth_year").first(),
        ("F1 (to be asked)", 2003),
    )
    yield (
        Fee.objects.values_list("subtotal", "cost", "is_refunded", "refunded_on").distinct(),
        [(Decimal("100.00"), Decimal("0.00"), False, None)],
    )
