from support.refactors.rows import Dice, looks, store

d = Dice(505, "es")

DONOR = d.rows(
    60,
    lambda n: {
        "name": d.name(),
        "born": d.day(2016, 2025),
        "group": d.pick(["A+", "0-", "B+", "AB-"]),
        "deferred": d.chance(0.2),
        "smoker": d.chance(0.3),
    },
)
DONATION = d.rows(
    200,
    lambda n: {
        "donor_id": d.ref(DONOR),
        "taken": d.moment(2021, 2025),
        "litres": d.between(300, 500) / 1000,
        "kind": d.pick("WPT"),
        "bag": f"B{n:06}",
    },
)
REFUSAL = d.rows(
    40,
    lambda n: {
        "donor_id": d.ref(DONOR),
        "refused": d.moment(2021, 2025),
        "reason": d.note(),
    },
)
HOSPITAL = d.rows(
    10,
    lambda n: {
        "name": d.firm(),
        "city": d.town(),
    },
)
REQUEST = d.rows(
    120,
    lambda n: {
        "hospital_id": d.ref(HOSPITAL),
        "group": d.pick(["A+", "0-", "B+", "AB-"]),
        "units": d.between(1, 60),
        "urgent": d.chance(0.2),
        "asked": d.moment(2021, 2025),
    },
)


def fill():
    from blood import models as m

    store(m.Donor, DONOR)
    store(m.Donation, DONATION)
    store(m.Refusal, REFUSAL)
    store(m.Hospital, HOSPITAL)
    store(m.Request, REQUEST)


def arrived():
    from blood import models as m

    yield looks(
        m.Giver,
        DONOR,
        full_name="name",
        born_on="born",
        blood_group="group",
        is_eligible=lambda r: not r["deferred"],
    )
    yield looks(
        m.Unit,
        DONATION,
        giver_id="donor_id",
        taken_at="taken",
        millilitres=lambda r: round(r["litres"] * 1000),
        kind=lambda r: {"W": "whole", "P": "plasma", "T": "platelets"}[r["kind"]],
        bag_number="bag",
    )
    yield looks(m.Clinic, HOSPITAL, name="name", town="city")
    yield looks(
        m.Demand,
        REQUEST,
        clinic_id="hospital_id",
        blood_group="group",
        units_wanted="units",
        is_urgent="urgent",
        asked_at="asked",
    )
