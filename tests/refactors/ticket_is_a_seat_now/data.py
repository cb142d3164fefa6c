from support.refactors.rows import Dice, looks, store

d = Dice(207, "en")

CREW = d.rows(15, lambda n: {"name": d.name(), "radio": d.blank("R" + d.digits(2), 0.2)})
TICKET = d.rows(
    60,
    lambda n: {
        "subject": d.pick(["Lift stuck", "Spill, row F", "Fire door", "Lost child"]),
        "body": d.blank(d.note(), 0.2),
        "raised_by_id": d.ref(CREW),
        "raised_at": d.moment(2024, 2025),
        "closed_at": d.maybe(d.moment(2024, 2025), 0.3),
        "severity": d.between(1, 4),
    },
)
TICKETNOTE = d.rows(
    70,
    lambda n: {
        "ticket_id": d.ref(TICKET),
        "author_id": d.ref(CREW),
        "text": d.note(),
        "at": d.moment(2024, 2025),
    },
)


def fill():
    from venue import models as m

    store(m.Crew, CREW)
    store(m.Ticket, TICKET)
    store(m.Ticketnote, TICKETNOTE)


def arrived():
    from venue import models as m

    yield looks(m.Crew, CREW, name="name", call_sign="radio")
    yield looks(
        m.Incident,
        TICKET,
        summary="subject",
        details="body",
        reporter_id="raised_by_id",
        reported_at="raised_at",
        resolved_at="closed_at",
        priority="severity",
    )
    yield looks(
        m.IncidentNote,
        TICKETNOTE,
        incident_id="ticket_id",
        author_id="author_id",
        body="text",
        written_at="at",
    )
