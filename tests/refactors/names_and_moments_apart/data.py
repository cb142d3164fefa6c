from datetime import UTC, date, datetime, time


def fill():
    from visit.models import Slot

    Slot.objects.create(
        full_name="Ada King Lovelace", day=date(2024, 7, 1), clock=time(10, 30), confirmed=True
    )
    Slot.objects.create(
        full_name="Plato", day=date(2024, 12, 1), clock=time(8), cancelled=True, confirmed=True
    )
    Slot.objects.create(full_name="Jo Doe", day=date(2024, 12, 2), clock=time(8), no_show=True)
    Slot.objects.create(full_name="Al Po", day=date(2024, 12, 3), clock=time(8))


def arrived():
    from visit.models import Slot

    yield (
        Slot.objects.order_by("begins").values_list(
            "given_name", "family_name", "begins", "status"
        ),
        [
            ("Ada King", "Lovelace", datetime(2024, 7, 1, 8, 30, tzinfo=UTC), "confirmed"),
            ("", "Plato", datetime(2024, 12, 1, 7, tzinfo=UTC), "cancelled"),
            ("Jo", "Doe", datetime(2024, 12, 2, 7, tzinfo=UTC), "missed"),
            ("Al", "Po", datetime(2024, 12, 3, 7, tzinfo=UTC), "open"),
        ],
    )
