def fill():
    from crm.models import Client

    Client.objects.create(company="Acme", address="1 Road\nTown", phone="555-1")
    Client.objects.create(company="Initech", address="2 Lane\nCity", phone="555-2")


def arrived():
    from crm.models import Client

    yield (
        Client.objects.order_by("company").values_list(
            "billing_address", "shipping_address", "phone_home", "phone_mobile"
        ),
        [
            ("1 Road\nTown", "1 Road\nTown", "", "555-1"),
            ("2 Lane\nCity", "2 Lane\nCity", "", "555-2"),
        ],
    )
