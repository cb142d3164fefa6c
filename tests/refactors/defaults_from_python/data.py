from datetime import date, timedelta


def fill():
    from pay.models import Payment

    for number in range(1, 8):
        Payment.objects.create(amount=number, received=date(2023, 4, number))


def arrived():
    from pay.models import Payment

    fields = ("currency", "channel", "limits", "tags", "retries", "grace", "memo")
    yield (
        Payment.objects.values_list(*fields).distinct(),
        [("EUR", "wire", {"daily": 1000}, [], 0, timedelta(days=3), "")],
    )
    yield len(set(Payment.objects.values_list("reference", flat=True))), 7
    yield Payment.objects.filter(booked=None, changed=None).count(), 0
