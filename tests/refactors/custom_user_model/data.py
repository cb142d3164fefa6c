def fill():
    from django.contrib.auth.models import Group, Permission, User
    from people.models import Team

    editors = Group.objects.create(name="editors")
    users = [
        User.objects.create_user(name, f"{name}@example.org", "secret")
        for name in ("ida", "jon", "kay")
    ]
    users[0].groups.add(editors)
    users[1].user_permissions.add(Permission.objects.get(codename="change_team"))
    Team.objects.create(name="Red", lead=users[2]).members.set(users[:2])


def arrived():
    from django.contrib.auth import get_user_model
    from people.models import Team

    User = get_user_model()
    yield (
        User.objects.order_by("username").values_list("username", "email"),
        [(name, f"{name}@example.org") for name in ("ida", "jon", "kay")],
    )
    yield User.objects.get(groups__name="editors").username, "ida"
    yield User.objects.get(username="jon").has_perm("people.change_team"), True
    yield User.objects.get(username="kay").check_password("secret"), True
    yield (Team.objects.get().lead.username, Team.objects.get().members.count()), ("kay", 2)
    yield User.objects.create_user("new").pk, 4
