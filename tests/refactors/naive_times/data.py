from datetime import UTC, datetime


def fill():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_call (caller, started, ended) VALUES"
            " ('winter', '2021-01-15 09:00', '2021-01-15 09:30'), ('summer', '2021-07-15 09:00', NULL)"
        )


def arrived():
    from desk.models import Call

    yield (
        Call.objects.order_by("pk").values_list("caller", "started", "ended"),
        [
            (
                "winter",
                datetime(2021, 1, 15, 14, tzinfo=UTC),
                datetime(2021, 1, 15, 14, 30, tzinfo=UTC),
            ),
            ("summer", datetime(2021, 7, 15, 13, tzinfo=UTC), None),
        ],
    )
