def fill():
    from shop.models import Customer

    for number in range(5, 20):
        Customer.objects.create(
            pk=number,
            first_name=f"F{number}",
            last_name=f"L{number}",
            email=f"{number}@example.org",
            street=f"Main Street {number}",
            city="Ghent",
            zip=f"90{number:02}",
        )


def arrived():
    from sales.models import Address, Customer

    yield Customer.objects.count(), 15
    yield (
        Address.objects.filter(customer__email="7@example.org").values_list(
            "street", "city", "postcode", "customer__last_name"
        ),
        [("Main Street 7", "Ghent", "9007", "L7")],
    )
    Address.objects.create(
        customer=Customer.objects.create(email="new@example.org"),
        street="x",
        city="y",
        postcode="z",
    )
