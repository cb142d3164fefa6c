from datetime import date


def fill():
    from repair.models import Job

    for day in range(1, 13):
        Job.objects.create(
            device=f"Radio {day}", finished=date(2022, 5, day), settled=date(2022, 6, day)
        )


def arrived():
    from repair.models import Job

    yield (
        Job.objects.filter(device="Radio 4").values_list("day_a", "day_b"),
        [(date(2022, 6, 4), date(2022, 5, 4))],
    )
