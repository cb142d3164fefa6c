from datetime import date


def fill():
    from django.contrib.auth.models import User
    from tracker.models import Milestone, Task

    users = [User.objects.create(username=name) for name in ("ann", "ben", "cat")]
    stones = [Milestone.objects.create(title=f"v{n}.0", due=date(2020, n, 1)) for n in range(1, 5)]
    parent = None
    for number in range(40):
        parent = Task.objects.create(
            title=f"Task {number}",
            reporter=users[number % 3],
            owner=users[number % 2] if number % 5 else None,
            milestone=stones[number % 4],
            parent=parent if number % 7 else None,
        )


def arrived():
    from tracker.models import Task

    yield (
        Task.objects.filter(title__in=["Task 5", "Task 8"])
        .order_by("pk")
        .values_list(
            "reporter__username", "assignee__username", "iteration__title", "parent__title"
        ),
        [("cat", None, "v2.0", "Task 4"), ("cat", "ann", "v1.0", "Task 7")],
    )
