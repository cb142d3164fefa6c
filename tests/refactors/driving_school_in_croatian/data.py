from support.refactors.rows import Dice, looks, store

d = Dice(402, "en")

KATEGORIJA = d.rows(
    6,
    lambda n: {
        "oznaka": ["A", "A1", "B", "BE", "C", "D"][n - 1],
        "opis": d.note(),
        "najmanja_dob": d.pick([16, 18, 21]),
    },
)
POLAZNIK = d.rows(
    60,
    lambda n: {
        "ime": d.first(),
        "prezime": d.last(),
        "oib": f"{n:03}" + d.digits(8),
        "datum_rodenja": d.day(1980, 2008),
        "kategorija_id": d.ref(KATEGORIJA),
        "upisan": d.moment(2021, 2025),
        "mobitel": d.blank(d.phone()),
        "odustao": d.chance(0.1),
    },
)
INSTRUKTOR = d.rows(
    9,
    lambda n: {
        "ime": d.first(),
        "prezime": d.last(),
        "licenca_do": d.maybe(d.day(2025, 2029), 0.2),
    },
)
VOZILO = d.rows(
    8,
    lambda n: {
        "registracija": f"ZG-{n:03}-" + d.digits(2),
        "marka": d.pick(["Renault", "Opel", "Škoda"]),
        "godiste": d.between(2012, 2024),
        "rucni_mjenjac": d.chance(0.8),
    },
)
SAT = d.rows(
    140,
    lambda n: {
        "polaznik_id": d.ref(POLAZNIK),
        "instruktor_id": d.ref(INSTRUKTOR),
        "vozilo_id": d.maybe(d.ref(VOZILO), 0.2),
        "pocetak": d.moment(2022, 2025),
        "kilometri": d.maybe(d.between(5, 60), 0.3),
        "biljeska": d.blank(d.note(), 0.5),
    },
)
ISPIT = d.rows(
    70,
    lambda n: {
        "polaznik_id": d.ref(POLAZNIK),
        "vrsta": d.pick(["propisi", "pomoc", "voznja"]),
        "datum": d.day(2022, 2025),
        "pokusaj": d.pick([1, 1, 2, 3]),
        "bodovi": d.maybe(d.between(50, 120), 0.3),
        "polozen": d.chance(0.7),
    },
)
RATA = d.rows(
    90,
    lambda n: {
        "polaznik_id": d.ref(POLAZNIK),
        "iznos": d.money(50, 400),
        "dospijece": d.day(2022, 2025),
        "placena": d.maybe(d.day(2022, 2025), 0.3),
    },
)


def fill():
    from autoskola import models as m

    store(m.Kategorija, KATEGORIJA)
    store(m.Polaznik, POLAZNIK)
    store(m.Instruktor, INSTRUKTOR)
    store(m.Vozilo, VOZILO)
    store(m.Sat, SAT)
    store(m.Ispit, ISPIT)
    store(m.Rata, RATA)


def arrived():
    from driving import models as m

    yield looks(
        m.LicenceClass, KATEGORIJA, code="oznaka", description="opis", minimum_age="najmanja_dob"
    )
    yield looks(
        m.Learner,
        POLAZNIK,
        first_name="ime",
        last_name="prezime",
        tax_number="oib",
        birth_date="datum_rodenja",
        licence_class_id="kategorija_id",
        enrolled_at="upisan",
        mobile="mobitel",
        has_quit="odustao",
    )
    yield looks(
        m.Instructor, INSTRUKTOR, first_name="ime", last_name="prezime", licensed_until="licenca_do"
    )
    yield looks(
        m.Car,
        VOZILO,
        plate="registracija",
        make="marka",
        built_in="godiste",
        is_manual="rucni_mjenjac",
    )
    yield looks(
        m.Lesson,
        SAT,
        learner_id="polaznik_id",
        instructor_id="instruktor_id",
        car_id="vozilo_id",
        starts_at="pocetak",
        kilometres="kilometri",
        remark="biljeska",
    )
    yield looks(
        m.Test,
        ISPIT,
        learner_id="polaznik_id",
        kind="vrsta",
        taken_on="datum",
        attempt="pokusaj",
        points="bodovi",
        passed="polozen",
    )
    yield looks(
        m.Instalment,
        RATA,
        learner_id="polaznik_id",
        amount="iznos",
        due_on="dospijece",
        paid_on="placena",
    )
