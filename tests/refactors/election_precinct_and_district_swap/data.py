from support.refactors.rows import Dice, looks, store

d = Dice(604, "en")

DISTRICT = d.rows(
    12,
    lambda n: {
        "code": f"KX{n:04}",
        "name": d.town(),
        "seats": d.between(1, 60),
    },
)
PRECINCT = d.rows(
    60,
    lambda n: {
        "district_id": d.ref(DISTRICT),
        "number": n,
        "polling_place": d.street(),
        "accessible": d.chance(0.3),
    },
)
PARTY = d.rows(
    9,
    lambda n: {
        "short": f"KX{n:04}",
        "name": d.note(),
        "founded": d.maybe(d.day()),
    },
)
TICKET = d.rows(
    40,
    lambda n: {
        "district_id": d.ref(DISTRICT),
        "party_id": d.ref(PARTY),
        "rank": d.between(1, 60),
        "withdrawn": d.chance(0.3),
    },
)
CANDIDATE = d.rows(
    120,
    lambda n: {
        "ticket_id": d.ref(TICKET),
        "full_name": d.name(),
        "born": d.day(),
        "place": d.between(1, 60),
    },
)
COUNT = d.rows(
    150,
    lambda n: {
        "precinct_id": d.ref(PRECINCT),
        "ticket_id": d.ref(TICKET),
        "cast": d.between(500, 900),
        "valid": d.between(300, 499),
        "disputed": d.chance(0.3),
        "counted_at": d.moment(),
    },
)
TURNOUT = d.rows(
    120,
    lambda n: {
        "precinct_id": d.ref(PRECINCT),
        "hour": d.between(8, 18),
        "voters": d.between(1, 5000),
    },
)


def fill():
    from vote import models as m

    store(m.District, DISTRICT)
    store(m.Precinct, PRECINCT)
    store(m.Party, PARTY)
    store(m.Ticket, TICKET)
    store(m.Candidate, CANDIDATE)
    store(m.Count, COUNT)
    store(m.Turnout, TURNOUT)


def arrived():
    from vote import models as m

    yield looks(m.Precinct, DISTRICT, code="code", name="name", seats="seats")
    yield looks(
        m.District,
        PRECINCT,
        precinct_id="district_id",
        number="number",
        venue="polling_place",
        is_accessible="accessible",
    )
    yield looks(m.Party, PARTY, short="short", name="name", founded_on="founded")
    yield looks(
        m.Slate,
        TICKET,
        precinct_id="district_id",
        party_id="party_id",
        position="rank",
        is_running=lambda r: not r["withdrawn"],
    )
    yield looks(
        m.Contender,
        CANDIDATE,
        slate_id="ticket_id",
        name="full_name",
        born_on="born",
        position="place",
    )
    yield looks(
        m.Tally,
        COUNT,
        district_id="precinct_id",
        slate_id="ticket_id",
        votes_cast="cast",
        votes_valid="valid",
        is_final=lambda r: not r["disputed"],
        reported_at="counted_at",
    )
    yield looks(m.Participation, TURNOUT, district_id="precinct_id", hour="hour", voters="voters")
