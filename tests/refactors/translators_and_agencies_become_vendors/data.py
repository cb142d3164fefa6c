from support.refactors.rows import Dice, looks, store

d = Dice(411, "fr")

LANGUAGE = d.rows(
    10,
    lambda n: {
        "code": ["de", "fr", "it", "es", "pt", "nl", "pl", "sv", "da", "fi"][n - 1],
        "name": d.pick(["A", "B"]) + str(n),
    },
)
FREELANCER = d.rows(
    40,
    lambda n: {
        "name": d.name(),
        "mail": d.mail(n),
        "tax_id": d.blank(d.digits(11)),
        "since": d.day(2010, 2024),
    },
)
ASSIGNMENT = d.rows(
    90,
    lambda n: {
        "freelancer_id": d.maybe(d.ref(FREELANCER), 0.1),
        "source_id": d.ref(LANGUAGE),
        "target_id": d.ref(LANGUAGE),
        "words": d.between(100, 20000),
        "due": d.moment(2023, 2025),
        "delivered": d.maybe(d.moment(2023, 2025), 0.3),
    },
)
AGENCY = d.rows(
    15,
    lambda n: {
        "firm": d.firm(),
        "mail": d.mail(n),
        "vat": d.blank(d.digits(11)),
        "partner_since": d.day(2010, 2024),
        "contact": d.blank(d.name()),
    },
)
AGENCY_RATE = d.rows(
    40,
    lambda n: {
        "agency_id": d.ref(AGENCY),
        "language_id": d.ref(LANGUAGE),
        "word_price": d.money(0, 1),
        "from_day": d.day(2018, 2024),
    },
)


def fill():
    from office import models as m

    store(m.Language, LANGUAGE)
    store(m.Freelancer, FREELANCER)
    store(m.Assignment, ASSIGNMENT)
    store(m.Agency, AGENCY)
    store(m.AgencyRate, AGENCY_RATE)


def arrived():
    from office import models as m

    yield looks(m.Language, LANGUAGE, code="code", name="name")
    columns = "id", "name", "email", "vat_number", "active_since", "kind", "contact_person"
    freelancers = [
        (n, r["name"], r["mail"], r["tax_id"], r["since"], "freelancer", "")
        for n, r in enumerate(FREELANCER, 1)
    ]
    agencies = [
        (1000 + n, r["firm"], r["mail"], r["vat"], r["partner_since"], "agency", r["contact"])
        for n, r in enumerate(AGENCY, 1)
    ]
    yield m.Vendor.objects.order_by("pk").values_list(*columns), freelancers + agencies
    yield looks(
        m.VendorRate,
        AGENCY_RATE,
        vendor_id=lambda r: 1000 + r["agency_id"],
        language_id="language_id",
        per_word="word_price",
        valid_from="from_day",
    )
    yield looks(
        m.Job,
        ASSIGNMENT,
        vendor_id="freelancer_id",
        source_language_id="source_id",
        target_language_id="target_id",
        word_count="words",
        due_at="due",
        delivered_at="delivered",
    )
