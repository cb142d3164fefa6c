from datetime import UTC, datetime, timedelta

MOMENT = datetime(2024, 3, 1, 7, tzinfo=UTC)


def fill():
    from django.contrib.auth.models import User
    from lab.models import Customer, Finding, Method, Sample

    staff = [User.objects.create_user(f"lab{n}") for n in range(4)]
    customers = [Customer.objects.create(name=f"Clinic {n}", short_code=f"C{n}") for n in range(5)]
    methods = [
        Method.objects.create(
            code=f"M-{n}",
            name=f"Method {n}",
            min_value=n / 2 if n % 3 else None,
            max_value=10.0 * n,
            price=900 + n,
        )
        for n in range(8)
    ]
    for n in range(40):
        sample = Sample.objects.create(
            customer=customers[n % 5],
            barcode=f"S{n:010}",
            collected=MOMENT + timedelta(hours=n),
            collector=staff[n % 4],
            volume=n / 4 if n % 5 else None,
        )
        Finding.objects.create(
            sample=sample,
            method=methods[n % 8],
            reading=f"{n}.5" if n % 6 else "not to be read",
            checked_by=staff[(n + 1) % 4] if n % 3 else None,
            created=MOMENT + timedelta(hours=n + 2),
            released=MOMENT + timedelta(hours=n + 9) if n % 4 else None,
        )


def arrived():
    from diagnostics.models import Client, Procedure, Result, Specimen

    yield Client.objects.get(code="C3").name, "Clinic 3"
    yield (
        Procedure.objects.filter(code="M-4").values_list(
            "title", "lower_limit", "upper_limit", "duration_minutes"
        ),
        [("Method 4", 2.0, 40.0, 0)],
    )
    specimen = Specimen.objects.get(barcode="S0000000005")
    yield (
        (specimen.volume_ml, specimen.collected_by.username, specimen.client.code),
        (0.0, "lab1", "C0"),
    )
    yield Result.objects.get(specimen=specimen).value, 5.5
    yield Result.objects.filter(value=None, approved_at=None).count(), 7
    yield Result.objects.filter(released_at=None).count(), 10
