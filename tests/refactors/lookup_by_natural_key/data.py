def fill():
    from audit.models import Country, Report
    from django.contrib.auth.models import User

    for login in ("mia", "noa"):
        User.objects.create(username=login)
    for iso, name in (("FR", "France"), ("JP", "Japan")):
        Country.objects.create(iso=iso, name=name)
    Report.objects.create(title="Q1", written_by="noa", country="JP")
    Report.objects.create(title="Q2", written_by="mia", country="FR")


def arrived():
    from audit.models import Report

    yield (
        Report.objects.order_by("title").values_list("title", "author__username", "country__name"),
        [
            ("Q1", "noa", "Japan"),
            ("Q2", "mia", "France"),
        ],
    )
