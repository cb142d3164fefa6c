from datetime import timedelta


def fill():
    from clubs.models import Club, Player

    players = [Player.objects.create(nick=f"p{number}") for number in range(12)]
    for number in range(4):
        Club.objects.create(name=f"FC {number}").members.set(players[number::4])


def arrived():
    from clubs.models import Club, Membership
    from django.utils import timezone

    yield Membership.objects.count(), 12
    yield (
        Club.objects.get(name="FC 2").members.order_by("pk").values_list("nick"),
        [("p2",), ("p6",), ("p10",)],
    )
    yield Membership.objects.values_list("role", "note").distinct(), [("member", "")]
    yield Membership.objects.filter(joined__gt=timezone.now() - timedelta(hours=1)).count(), 12
