from datetime import UTC, date, datetime, timedelta

MOMENT = datetime(2024, 5, 1, 5, tzinfo=UTC)


def fill():
    from dispatch.models import Depot, Job, Order, OrderLog, Task

    depots = [
        Depot.objects.create(name=f"Depot {n}", city=("Linz", "Graz")[n % 2]) for n in range(4)
    ]
    for n in range(15):
        job = Job.objects.create(
            customer=f"Customer {n}", ordered=date(2024, 1, 1 + n), priority=n % 3
        )
        for k in range(3):
            Task.objects.create(job=job, step=k, minutes=10 * k + n, text=f"Step {k}")
        order = Order.objects.create(
            depot=depots[n % 4],
            number=f"O{n:06}",
            external_ref=f"X-{n}",
            opened=MOMENT + timedelta(hours=n),
            closed=MOMENT + timedelta(hours=n + 5) if n % 3 else None,
        )
        OrderLog.objects.create(
            order=order,
            number=order.number,
            external_ref="X",
            opened=order.opened,
            logged=MOMENT + timedelta(days=n),
        )


def arrived():
    from dispatch.models import Branch, Job, Order, OrderLog, Task

    yield Branch.objects.count(), 1
    yield Task.objects.filter(priority=2, ordered_on__gt=date(2024, 1, 3)).count(), 4
    yield (
        Job.objects.filter(task__customer="Customer 4")
        .order_by("step")
        .values_list("minutes", flat=True),
        [4, 14, 24],
    )
    order = Order.objects.get(number="O000004")
    yield (
        (order.branch.name, order.tracking_code, order.closed_at),
        ("Only one", "", MOMENT + timedelta(hours=9)),
    )
    yield OrderLog.objects.filter(logged_at__gt=MOMENT, closed_at=None).count(), 14
