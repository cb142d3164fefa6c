from support.refactors.rows import Dice, looks, store

d = Dice(506, "en")

DONOR = d.rows(
    30,
    lambda n: {
        "name": d.name(),
        "email": d.blank(d.mail(n)),
        "phone": d.blank(d.phone()),
        "since": d.day(2016, 2025),
    },
)
MEMBER = d.rows(
    80,
    lambda n: {
        "full_name": d.name(),
        "mail": d.blank(d.mail(n)),
        "joined": d.day(2016, 2025),
        "tier": d.pick(["single", "family", "life"]),
    },
)
GIFT = d.rows(
    90,
    lambda n: {
        "donor_id": d.ref(DONOR),
        "amount": d.money(1, 900),
        "given": d.day(2016, 2025),
    },
)
VISIT = d.rows(
    200,
    lambda n: {
        "member_id": d.ref(MEMBER),
        "entered": d.moment(2021, 2025),
        "guests": d.between(1, 60),
    },
)
LETTER = d.rows(
    20,
    lambda n: {
        "subject": d.note(),
        "sent": d.moment(2021, 2025),
    },
)


def fill():
    from friends import models as m

    store(m.Donor, DONOR)
    store(m.Member, MEMBER)
    store(m.Gift, GIFT)
    store(m.Visit, VISIT)
    store(m.Letter, LETTER)


def arrived():
    from friends import models as m

    yield looks(m.Gift, GIFT, contact_id="donor_id", amount="amount", given_on="given")
    yield looks(m.Letter, LETTER, subject="subject", sent_at="sent")
    yield looks(m.Visit, VISIT, contact_id=lambda r: r["member_id"] + 1000, guests="guests")
    there = m.Contact.objects.order_by("pk").values_list("pk", "role", "name", "tier")
    donors = [(n, "donor", r["name"], "") for n, r in enumerate(DONOR, 1)]
    members = [(n + 1000, "member", r["full_name"], r["tier"]) for n, r in enumerate(MEMBER, 1)]
    yield there, donors + members
