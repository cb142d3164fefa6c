def fill():
    from mail.models import Address

    for number, state in enumerate(("Texas", "Ohio", "Utah", "Texas", "Iowa")):
        Address.objects.create(
            street=f"{number} Main", city="Springfield", state=state, code=f"7700{number}"
        )


def arrived():
    from mail.models import Address

    yield Address.objects.values_list("status", "number").distinct(), [("unchecked", "")]
    yield Address.objects.count(), 5
