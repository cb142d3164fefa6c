from datetime import date


def fill():
    from office.models import Customer, Quote, Task

    for number in range(1, 21):
        customer = Customer.objects.create(name=f"C{number}")
        Quote.objects.create(
            customer=customer, number=f"Q{number}", date=date(2021, 1, number), total=number
        )
        Task.objects.create(customer=customer, text="call")


def arrived():
    from office.models import Receipt, Task

    yield (Receipt.objects.count(), Task.objects.count()), (0, 20)
