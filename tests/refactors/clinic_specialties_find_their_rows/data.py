from support.refactors.rows import Dice, looks, store

d = Dice(415, "de")

DOCTOR = d.rows(
    30,
    lambda n: {
        "name": d.name(),
        "field": d.pick(["Cardiology", "Oncology", "Surgery", "Urology"]),
        "room": d.blank(f"R{d.between(1, 40)}"),
    },
)
PATIENT = d.rows(
    90,
    lambda n: {
        "surname": d.last(),
        "given": d.first(),
        "sex": d.pick("MFFMX"),
        "born": d.day(1930, 2024),
    },
)
VISIT = d.rows(
    200,
    lambda n: {
        "doctor_id": d.ref(DOCTOR),
        "patient_id": d.ref(PATIENT),
        "at": d.moment(2024, 2025),
        "complaint": d.blank(d.note()),
    },
)


def fill():
    from clinic import models as m

    store(m.Doctor, DOCTOR)
    store(m.Patient, PATIENT)
    store(m.Visit, VISIT)


def arrived():
    from clinic import models as m

    yield looks(
        m.Doctor,
        DOCTOR,
        full_name="name",
        specialty_id=lambda r: (
            ["Surgery", "Cardiology", "Urology", "Oncology", "Radiology"].index(r["field"]) + 1
        ),
        room="room",
    )
    yield looks(
        m.Patient,
        PATIENT,
        last_name="surname",
        first_name="given",
        gender=lambda r: {"M": "male", "F": "female", "X": "other"}[r["sex"]],
        birth_date="born",
    )
    yield looks(
        m.Encounter,
        VISIT,
        doctor_id="doctor_id",
        patient_id="patient_id",
        started_at="at",
        reason="complaint",
    )
