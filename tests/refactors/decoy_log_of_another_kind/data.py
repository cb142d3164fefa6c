from datetime import UTC, datetime


def fill():
    from shop.models import Customer, FailedLogin

    for number in range(10):
        who = Customer.objects.create(name=f"C{number}")
        FailedLogin.objects.create(
            customer=who, at=datetime(2024, 1, 1 + number, tzinfo=UTC), reason="wrong password"
        )


def arrived():
    from shop.models import Customer, FailedPayment

    yield Customer.objects.count(), 10
    yield FailedPayment.objects.count(), 0
