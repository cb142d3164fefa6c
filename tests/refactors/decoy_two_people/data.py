def fill():
    from deal.models import Contract
    from django.contrib.auth.models import User

    people = [User.objects.create(username=name) for name in ("al", "bo", "cy", "di")]
    for number in range(20):
        Contract.objects.create(
            title=f"Flat {number}", buyer=people[number % 4], agent=people[(number + 1) % 4]
        )


def arrived():
    from deal.models import Contract

    yield (
        Contract.objects.filter(title="Flat 6").values_list(
            "first_party__username", "second_party__username"
        ),
        [("di", "cy")],
    )
