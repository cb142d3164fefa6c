def fill():
    from hire.models import Application

    for letter in "NNIHXXXW":
        Application.objects.create(name=f"Someone {letter}", state=letter)


def arrived():
    from hire.models import Application

    yield (
        Application.objects.order_by("pk").values_list("status", flat=True),
        [
            "new",
            "new",
            "interview",
            "hired",
            "closed",
            "closed",
            "closed",
            "closed",
        ],
    )
