from datetime import date
from decimal import Decimal


def fill():
    from trade.models import Offer

    for number in range(1, 6):
        Offer.objects.create(
            title=f"O{number}",
            price=120 * number,
            email="x@example.org",
            date=date(2024, 1, number),
        )


def arrived():
    from trade.models import Offer

    yield (
        Offer.objects.filter(title="O2").values_list(
            "net_price", "gross_price", "sales_email", "support_email", "valid_from", "valid_until"
        ),
        [(Decimal("200.00"), Decimal("240.00"), "x@example.org", "", date(2024, 1, 2), None)],
    )
