def fill():
    from staff.models import Contract

    for n in range(5):
        Contract.objects.create(person=f"P{n}", salary_cents=200000 + n, bonus=100 * n)


def arrived():
    from staff.models import Contract

    yield Contract.objects.filter(person="P3").values_list("bonus_eur", flat=True), [3]
