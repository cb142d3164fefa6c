from datetime import date
from decimal import Decimal


def fill():
    from accounts.models import Customer, Invoice

    for number in range(1, 26):
        customer = Customer.objects.create(
            name=f"Customer {number}", vat_number=f"DE{number:09}", since=date(2010, 1, number)
        )
        for part in range(number % 4):
            Invoice.objects.create(
                customer=customer, total=Decimal(f"{number}.{part}5"), paid=part > 0
            )


def arrived():
    from accounts.models import Customer, Invoice

    yield (
        Customer.objects.filter(pk=3).values_list("name", "vat_number", "since"),
        [("Customer 3", "DE000000003", date(2010, 1, 3))],
    )
    yield (
        Invoice.objects.filter(customer__name="Customer 7")
        .order_by("pk")
        .values_list("total", "paid"),
        [(Decimal("7.05"), False), (Decimal("7.15"), True), (Decimal("7.25"), True)],
    )
