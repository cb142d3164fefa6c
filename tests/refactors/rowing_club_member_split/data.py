from support.refactors.rows import Dice, looks, store

d = Dice(201, "en")

MEMBER = d.rows(
    60,
    lambda n: {
        "title": d.blank(d.pick(["Dr", "Mrs", "Mr"]), 0.6),
        "forename": d.first(),
        "surname": d.last(),
        "dob": d.maybe(d.day(1940, 2010), 0.1),
        "email": d.blank(d.mail(n), 0.2),
        "phone": d.blank(d.phone(), 0.3),
        "joined": d.day(1995, 2025),
        "resigned": d.maybe(d.day(2020, 2025), 0.8),
        "fee_class": d.pick(["adult", "junior", "life"]),
        "iban": d.blank("GB" + d.digits(20), 0.4),
        "ice_name": d.blank(d.name(), 0.4),
        "ice_phone": d.blank(d.phone(), 0.4),
    },
)
BOAT = d.rows(
    12,
    lambda n: {"name": d.last() + f" {n}", "seats": d.pick([1, 2, 4, 8]), "coxed": d.chance(0.3)},
)
OUTING = d.rows(
    50,
    lambda n: {
        "boat_id": d.ref(BOAT),
        "cox_id": d.maybe(d.ref(MEMBER), 0.6),
        "out_at": d.moment(2024, 2025),
        "back_at": d.maybe(d.moment(2024, 2025), 0.1),
        "km": d.between(2, 30),
    },
)


def fill():
    from club import models as m

    store(m.Member, MEMBER)
    store(m.Boat, BOAT)
    store(m.Outing, OUTING)


def arrived():
    from club import models as m

    yield looks(
        m.Person,
        MEMBER,
        salutation="title",
        first_name="forename",
        last_name="surname",
        birth_date="dob",
        email="email",
        phone="phone",
    )
    yield looks(m.Boat, BOAT, name="name", seats="seats", has_cox="coxed")
    yield looks(
        m.Trip,
        OUTING,
        boat_id="boat_id",
        steered_by_id="cox_id",
        left_at="out_at",
        returned_at="back_at",
        distance_km="km",
    )
    members = [{**r, "person": n} for n, r in enumerate(MEMBER, 1)]
    yield looks(
        m.Membership, members, person_id="person", since="joined", until="resigned", iban="iban"
    )
    there = [r for r in members if r["ice_name"]]
    yield looks(m.EmergencyContact, there, person_id="person", name="ice_name", phone="ice_phone")
