from datetime import UTC, datetime, timedelta

MOMENT = datetime(2023, 9, 1, 18, tzinfo=UTC)


def fill():
    from casts.models import Episode, Person, Shoutout, Show
    from django.contrib.auth.models import User

    users = [User.objects.create_user(f"u{n}") for n in range(3)]
    people = [
        Person.objects.create(name=f"Guest {n}", homepage=f"https://g{n}.example") for n in range(9)
    ]
    for n in range(4):
        show = Show.objects.create(
            name=f"Show {n}",
            descr=f"About {n}",
            lang=("de", "en")[n % 2],
            editor=users[n % 3],
            explicit=n == 2,
        )
        for k in range(1, 9):
            episode = Episode.objects.create(
                show=show,
                no=k,
                title=f"Episode {n}.{k}",
                audio=f"audio/{n}/{k}.mp3",
                length=20 + k,
                plays=100 * k,
                recorded=MOMENT + timedelta(days=7 * k),
            )
            episode.guests.set(people[k - 1 : k + n % 2])
            Shoutout.objects.create(episode=episode, name=f"Fan {k}", text="Hello", created=MOMENT)


def arrived():
    from casts.models import Chapter, Episode, Person, Show

    show = Show.objects.get(title="Show 2")
    yield (
        (show.description, show.language, show.producer.username, show.archived),
        ("About 2", "de", "u0", False),
    )
    episode = Episode.objects.get(show=show, number=3)
    yield (episode.audio_file, episode.seconds, episode.downloads), ("audio/2/3.mp3", 1380, 0)
    yield episode.aired_at, MOMENT + timedelta(days=22)
    yield episode.guests.count(), 1
    yield Person.objects.get(name="Guest 4").website, "https://g4.example"
    yield Chapter.objects.count(), 0
