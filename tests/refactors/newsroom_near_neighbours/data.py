from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

MOMENT = datetime(2024, 4, 1, 6, tzinfo=UTC)


def fill():
    from django.contrib.auth.models import User
    from news.models import Desk, Source, Story

    dice = Random(2)
    users = [User.objects.create_user(f"writer{n}") for n in range(6)]
    desks = [
        Desk.objects.create(
            name=name, abbr=name[:3].upper(), budget_min=1000 * n, budget_max=Decimal("2500.50") * n
        )
        for n, name in enumerate(("Politics", "Sports", "Culture", "Science"), 1)
    ]
    sources = [
        Source.objects.create(
            fullname=f"Source {n}",
            email_addr=f"s{n}@example.org",
            phone_home=f"01-{n:04}",
            phone_work=f"02-{n:04}",
            trust=n % 5,
            last_seen=date(2024, 1, 1 + n),
            descr=f"Knows about {n}",
        )
        for n in range(20)
    ]
    for n in range(50):
        story = Story.objects.create(
            desk=desks[n % 4],
            headline=f"Story {n}",
            txt=f"It happened {n} times. " * 4,
            writer=users[n % 6],
            editor=users[(n + 1) % 6] if n % 3 else None,
            published=n % 5 > 0,
            comments_closed=n % 7 == 0,
            views=dice.randrange(5000),
            shares=dice.randrange(90),
            creation_date=MOMENT + timedelta(days=n),
            last_modified=MOMENT + timedelta(days=n, hours=dice.randrange(1, 90)),
        )
        story.sources.set(dice.sample(sources, n % 4))


def arrived():
    from news.models import Desk, Source, Story

    yield Desk.objects.get(abbreviation="CUL").budget, Decimal("7501.50")
    source = Source.objects.get(email="s4@example.org")
    yield (
        (source.full_name, source.phone, source.description),
        ("Source 4", "02-0004", "Knows about 4"),
    )
    yield (source.priority, source.last_paid), (0, None)
    story = Story.objects.get(headline="Story 7")
    yield (story.author.username, story.translator, story.likes), ("writer1", None, 0)
    yield (story.comments_open, story.created_at), (False, MOMENT + timedelta(days=7))
    yield Story.objects.filter(published_at=None).count(), 10
    yield Story.objects.filter(text__startswith="It happened", view_count__gt=0).count(), 50
