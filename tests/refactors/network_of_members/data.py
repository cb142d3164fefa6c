from datetime import UTC, datetime, timedelta
from random import Random

MOMENT = datetime(2023, 6, 1, 10, tzinfo=UTC)


def fill():
    from accounts.models import Follow, User
    from django.contrib.auth.models import Group
    from feed.models import Like, Message, Post

    dice = Random(11)
    team = Group.objects.create(name="moderators")
    users = []
    for n in range(30):
        user = User.objects.create_user(
            f"user{n}",
            f"u{n}@example.org",
            nickname=f"Nick {n}" if n % 2 else "",
            about=f"About {n}",
        )
        user.invited_by = users[n // 2] if n > 2 else None
        user.save()
        users.append(user)
    users[0].groups.add(team)
    for n in range(80):
        a, b = dice.sample(users, 2)
        Follow.objects.create(
            follower=a, followed=b, since=MOMENT + timedelta(hours=n), muted=n % 20 == 0
        )
    for n in range(40):
        post = Post.objects.create(
            author=users[n % 7],
            text=f"Post {n}",
            visibility="PPPFFM"[n % 6],
            created=MOMENT + timedelta(days=n),
            edited=MOMENT + timedelta(days=n, hours=2) if n % 3 == 0 else None,
        )
        for user in dice.sample(users, n % 6):
            Like.objects.create(post=post, user=user, at=MOMENT + timedelta(days=n, minutes=7))
        a, b = dice.sample(users, 2)
        Message.objects.create(
            sender=a,
            recipient=b,
            body=f"Hello {n}",
            sent=MOMENT + timedelta(days=n),
            read=MOMENT + timedelta(days=n, minutes=30) if n % 4 else None,
        )


def arrived():
    from django.contrib.auth.models import Group
    from people.models import Following, Member
    from timeline.models import Message, Post, Reaction

    yield Member.objects.get(username="user5").bio, "About 5"
    yield Member.objects.filter(approved_by=None).count(), 30
    yield [m.username for m in Group.objects.get().user_set.all()], ["user0"]
    yield Following.objects.filter(is_muted=True).count(), 4
    yield Post.objects.get(body="Post 5").audience, 10
    yield Post.objects.get(body="Post 6").audience, 30
    yield Reaction.objects.exclude(kind="like").count(), 0
    yield Message.objects.filter(read_at=None).count(), 10
    yield Message.objects.filter(receiver=None).count(), 0
