from datetime import UTC, date, datetime, timedelta
from decimal import Decimal


def fill():
    from billing.models import Account, Invoice, Payment, Plan, Subscription

    plans = [
        Plan.objects.create(code="basic", price=900, interval="M", seats=1),
        Plan.objects.create(code="team", price=4900, interval="M", seats=10),
        Plan.objects.create(code="team-year", price=49000, interval="Y", seats=None),
    ]
    for n in range(24):
        account = Account.objects.create(
            company=f"Company {n}",
            vat_id=f"DE{n:09}" if n % 3 else "",
            suspended=n % 8 == 0,
            referrer=("search", "friend", "fair")[n % 3],
        )
        begin = date(2023, 1, 1) + timedelta(days=13 * n)
        subscription = Subscription.objects.create(
            account=account,
            plan=plans[n % 3],
            start=begin,
            end=begin + timedelta(days=365) if n % 4 == 0 else None,
            quantity=1 + n % 5,
        )
        for month in range(3):
            invoice = Invoice.objects.create(
                subscription=subscription,
                number=f"2023-{n:03}-{month}",
                total=plans[n % 3].price * (1 + n % 5),
                issued=begin + timedelta(days=30 * month),
            )
            Payment.objects.create(
                invoice=invoice,
                amount=invoice.total,
                received=datetime(2023, 2, 1, 12, n, tzinfo=UTC) + timedelta(days=30 * month),
                provider_ref=f"pi_{n:04}{month}",
                refunded=n == 5,
            )


def arrived():
    from billing.models import Account, Invoice, Plan, Receipt, Subscription

    yield (
        Plan.objects.order_by("pk").values_list("price", "interval"),
        [(Decimal("9.00"), "month"), (Decimal("49.00"), "month"), (Decimal("490.00"), "year")],
    )
    yield Account.objects.filter(active=False).count(), 3
    yield set(Account.objects.values_list("timezone", flat=True)), {"UTC"}
    yield Subscription.objects.filter(end_date=None).count(), 18
    yield Invoice.objects.get(number="2023-004-0").total, Decimal("245.00")
    receipt = Receipt.objects.get(provider_reference="pi_00051")
    yield (receipt.amount, receipt.refunded), (Decimal("490.00"), Decimal("490.00"))
    yield Receipt.objects.filter(refunded=0).count(), 69
