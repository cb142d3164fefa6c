from support.refactors.rows import Dice, looks, store

d = Dice(204, "en")

TRACK = d.rows(
    6,
    lambda n: {
        "name": d.pick(["Strings", "Brass", "Voices"]) + f" {n}",
        "colour": f"#{d.digits(6)}",
    },
)
SESSION = d.rows(
    50,
    lambda n: {
        "track_id": d.ref(TRACK),
        "title": d.pick(["Warm-up", "Masterclass", "Jam", "Panel"]) + f" {n}",
        "starts_at": d.moment(2025, 2025),
        "minutes": d.pick([30, 45, 90]),
        "places": d.maybe(d.between(5, 80), 0.3),
    },
)
SIGNUP = d.rows(
    90,
    lambda n: {
        "session_id": d.ref(SESSION),
        "name": d.name(),
        "email": d.mail(n),
        "paid": d.chance(0.7),
    },
)


def fill():
    from fest import models as m

    store(m.Track, TRACK)
    store(m.Session, SESSION)
    store(m.Signup, SIGNUP)


def arrived():
    from fest import models as m

    yield looks(m.Session, TRACK, name="name", colour="colour")
    yield looks(
        m.Track,
        SESSION,
        session_id="track_id",
        title="title",
        starts_at="starts_at",
        minutes="minutes",
        places="places",
    )
    yield looks(m.Signup, SIGNUP, track_id="session_id", name="name", email="email", paid="paid")
