from support.refactors.rows import Dice, looks, store

d = Dice(412, "en")

POLL = d.rows(
    6,
    lambda n: {
        "title": f"Survey {n}",
        "opens": d.day(2023, 2024),
        "closes": d.maybe(d.day(2024, 2025)),
    },
)
PERSON = d.rows(
    60,
    lambda n: {
        "email": d.mail(n),
        "town": d.town(),
        "consent": d.chance(0.8),
    },
)
SHEET = d.rows(
    150,
    lambda n: {
        "poll_id": d.ref(POLL),
        "person_id": d.ref(PERSON),
        "sent": d.moment(2024, 2025),
        "score_food": d.maybe(d.between(1, 5), 0.1),
        "score_staff": d.maybe(d.between(1, 5), 0.1),
        "score_price": d.maybe(d.between(1, 5), 0.1),
        "score_place": d.maybe(d.between(1, 5), 0.1),
        "score_noise": d.maybe(d.between(1, 5), 0.1),
    },
)


def fill():
    from poll import models as m

    store(m.Poll, POLL)
    store(m.Person, PERSON)
    store(m.Sheet, SHEET)


def arrived():
    from survey import models as m

    yield looks(m.Survey, POLL, title="title", opens_on="opens", closes_on="closes")
    yield looks(m.Respondent, PERSON, email="email", city="town", has_consented="consent")
    yield looks(
        m.Response, SHEET, survey_id="poll_id", respondent_id="person_id", submitted_at="sent"
    )
    wanted = [
        (n, topic, r[f"score_{topic}"])
        for n, r in enumerate(SHEET, 1)
        for topic in ("food", "noise", "place", "price", "staff")
        if r[f"score_{topic}"] is not None
    ]
    yield m.Score.objects.order_by("pk").values_list("response_id", "topic", "points"), wanted
