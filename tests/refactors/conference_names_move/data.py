from datetime import UTC, datetime, timedelta


def fill():
    from conference.models import Event, Room, Session, Speaker, Sponsor, Ticket

    speakers = [
        Speaker.objects.create(
            name=f"Speaker {n}", twitter=f"@s{n}" if n % 3 else "", bio=f"Bio {n}"
        )
        for n in range(12)
    ]
    for n, city in enumerate(("Linz", "Graz", "Wien")):
        event = Event.objects.create(name=f"Conf {n}", year=2021 + n, city=city)
        rooms = [
            Room.objects.create(event=event, name=f"R{k}", seats=40 + 20 * k) for k in range(3)
        ]
        for k in range(8):
            start = datetime(2021 + n, 5, 1, 9 + k, tzinfo=UTC)
            session = Session.objects.create(
                event=event,
                room=rooms[k % 3],
                title=f"Talk {n}.{k}",
                abstract=f"What {k} is about",
                start=start,
                finish=start + timedelta(minutes=30 + 15 * (k % 2)),
            )
            session.speakers.set(speakers[k : k + 1 + k % 2])
        for k in range(4):
            Sponsor.objects.create(event=event, name=f"Firm {k}", url=f"https://firm{k}.example")
        for k in range(20):
            Ticket.objects.create(
                event=event,
                holder=f"Guest {k}",
                email=f"g{k}@example.org",
                code=f"T{n}-{k:04}",
                paid=datetime(2021 + n, 3, 1, 8, k, tzinfo=UTC) if k % 4 else None,
            )


def arrived():
    from conference.models import Edition, Event, Exhibitor, Room, Speaker, Ticket

    yield Edition.objects.order_by("pk").values_list("city", flat=True), ["Linz", "Graz", "Wien"]
    talk = Event.objects.get(title="Talk 1.3")
    yield (talk.edition.year, talk.begin.hour, talk.duration_minutes), (2022, 12, 45)
    yield (talk.speakers.count(), talk.room.capacity), (2, 40)
    yield Speaker.objects.get(twitter_handle="@s4").biography, "Bio 4"
    yield Room.objects.filter(edition__year=2023).count(), 3
    yield Exhibitor.objects.count(), 0
    ticket = Ticket.objects.get(code="T2-0004")
    yield (
        (ticket.holder_name, ticket.holder_email, ticket.paid_at),
        ("Guest 4", "g4@example.org", None),
    )
