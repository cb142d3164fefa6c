from datetime import date


def fill():
    from lab.models import Sample

    for number in range(50):
        Sample.objects.create(code=f"S{number:03}", taken=date(2000 + number, 1, 1))


def arrived():
    from lab.models import Sample
    from labels import label

    yield Sample.objects.count(), 50
    yield (
        [s.label for s in Sample.objects.order_by("code")],
        [label({"code": s.code, "taken": s.taken}) for s in Sample.objects.order_by("code")],
    )
