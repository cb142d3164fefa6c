def fill():
    from plan.models import Attachment, Task

    for number in range(1, 6):
        Attachment.objects.create(
            task=Task.objects.create(title=f"T{number}"), path=f"/f/{number}.pdf"
        )


def arrived():
    from plan.models import Attachment

    yield (
        [(found.path, found.hangs_on.title) for found in Attachment.objects.order_by("pk")],
        [(f"/f/{number}.pdf", f"T{number}") for number in range(1, 6)],
    )
