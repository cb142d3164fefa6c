def fill():
    from django.contrib.auth.models import User
    from office.models import Letter, Mail, Remark

    for number in range(1, 4):
        for thing in (
            Mail.objects.create(subject=f"m{number}"),
            Letter.objects.create(subject=f"l{number}", stamp=number),
        ):
            Remark.objects.create(about=thing, words=f"on {thing.subject}")
    Remark.objects.create(about=User.objects.create(username="zed"), words="on zed")


def arrived():
    from office.models import Message, Remark

    yield (
        Message.objects.order_by("pk").values_list("medium", "subject", "stamp"),
        [
            ("mail", "m1", None),
            ("mail", "m2", None),
            ("mail", "m3", None),
            ("letter", "l1", 1),
            ("letter", "l2", 2),
            ("letter", "l3", 3),
        ],
    )
    yield (
        sorted((r.words, getattr(r.about, "subject", str(r.about))) for r in Remark.objects.all()),
        sorted((f"on {what}", what) for what in ("m1", "m2", "m3", "l1", "l2", "l3", "zed")),
    )
