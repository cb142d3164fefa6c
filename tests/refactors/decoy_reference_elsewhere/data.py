def fill():
    from desk.models import Project, Team
    from django.contrib.auth.models import User

    users = [User.objects.create(username=f"u{number}") for number in range(3)]
    for user in reversed(users):
        Team.objects.create(name=f"team of {user.username}", head=user)
    for number in range(9):
        Project.objects.create(title=f"P{number}", owner=users[number % 3])


def arrived():
    from desk.models import Project

    yield Project.objects.filter(title="P3").values_list("owner__name", flat=True), ["team of u0"]
    yield Project.objects.filter(title="P5").values_list("owner__name", flat=True), ["team of u2"]
