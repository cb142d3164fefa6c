from datetime import timedelta

from support.refactors.rows import Dice, looks, store

d = Dice(401, "de")

WACHE = d.rows(
    6,
    lambda n: {
        "bezeichnung": "Wache " + d.town(),
        "strasse": d.street(),
        "gruendungsjahr": d.between(1870, 1990),
    },
)
FAHRZEUG = d.rows(
    22,
    lambda n: {
        "wache_id": d.ref(WACHE),
        "funkrufname": f"Florian {n}/{d.between(10, 79)}",
        "kennzeichen": "KL-F " + d.digits(3),
        "besatzung": d.pick([2, 3, 6, 9]),
        "tank_l": d.maybe(d.pick([600, 1600, 2400]), 0.4),
        "ausser_dienst": d.maybe(d.day(2019, 2025), 0.8),
    },
)
KAMERAD = d.rows(
    60,
    lambda n: {
        "wache_id": d.ref(WACHE),
        "vorname": d.first(),
        "nachname": d.last(),
        "geburtstag": d.day(1960, 2006),
        "eintritt": d.day(1985, 2024),
        "atemschutz": d.chance(0.4),
        "dienstgrad": d.pick(["Anwärter", "Feuerwehrmann", "Löschmeister"]),
    },
)
LEHRGANG = d.rows(
    9,
    lambda n: {
        "titel": d.pick(["Truppmann", "Maschinist", "Sprechfunk"]) + f" {n}",
        "stunden": d.pick([16, 35, 70]),
    },
)
TEILNAHME = d.rows(
    90,
    lambda n: {
        "kamerad_id": d.ref(KAMERAD),
        "lehrgang_id": d.ref(LEHRGANG),
        "abschluss": d.maybe(d.day(2010, 2025), 0.2),
        "bestanden": d.chance(0.9),
    },
)
EINSATZ = d.rows(
    80,
    lambda n: {
        "nummer": f"E{n:05}/{d.between(20, 25)}",
        "stichwort": d.pick(["B1", "B2", "H1", "H3", "ABC"]),
        "alarmiert": d.moment(2021, 2025),
        "ort": d.town(),
        "fehlalarm": d.chance(0.2),
        "bericht": d.blank(d.note()),
    },
)
AUSRUECKEN = d.rows(
    140,
    lambda n: {
        "einsatz_id": d.ref(EINSATZ),
        "fahrzeug_id": d.ref(FAHRZEUG),
        "gruppenfuehrer_id": d.maybe(d.ref(KAMERAD), 0.2),
        "dauer_min": d.between(10, 400),
        "km": d.between(1, 60),
    },
)
SCHLAUCH = d.rows(
    70,
    lambda n: {
        "fahrzeug_id": d.maybe(d.ref(FAHRZEUG), 0.2),
        "nummer": f"S-{n:04}",
        "laenge_m": d.pick([5, 15, 20, 30]),
        "angeschafft": d.day(2005, 2024),
    },
)
SCHLAUCHPRUEFUNG = d.rows(
    120,
    lambda n: {
        "schlauch_id": d.ref(SCHLAUCH),
        "datum": d.day(2018, 2025),
        "druck_bar": d.pick([8, 12, 16]),
        "ergebnis": d.pick("IIIRA"),
        "pruefer_id": d.maybe(d.ref(KAMERAD), 0.3),
    },
)


def fill():
    from feuerwehr import models as m

    store(m.Wache, WACHE)
    store(m.Fahrzeug, FAHRZEUG)
    store(m.Kamerad, KAMERAD)
    store(m.Lehrgang, LEHRGANG)
    store(m.Teilnahme, TEILNAHME)
    store(m.Einsatz, EINSATZ)
    store(m.Ausruecken, AUSRUECKEN)
    store(m.Schlauch, SCHLAUCH)
    store(m.Schlauchpruefung, SCHLAUCHPRUEFUNG)


def arrived():
    from brigade import models as m

    yield looks(m.Station, WACHE, name="bezeichnung", street="strasse", founded_in="gruendungsjahr")
    yield looks(
        m.Appliance,
        FAHRZEUG,
        station_id="wache_id",
        call_sign="funkrufname",
        registration="kennzeichen",
        crew_size="besatzung",
        tank_litres="tank_l",
        withdrawn_on="ausser_dienst",
    )
    yield looks(
        m.Firefighter,
        KAMERAD,
        station_id="wache_id",
        first_name="vorname",
        last_name="nachname",
        born_on="geburtstag",
        joined_on="eintritt",
        wears_breathing_apparatus="atemschutz",
        rank="dienstgrad",
    )
    yield looks(m.TrainingCourse, LEHRGANG, title="titel", hours="stunden")
    yield looks(
        m.Attendance,
        TEILNAHME,
        firefighter_id="kamerad_id",
        course_id="lehrgang_id",
        completed_on="abschluss",
        passed="bestanden",
    )
    yield looks(
        m.Incident,
        EINSATZ,
        number="nummer",
        keyword="stichwort",
        alarmed_at="alarmiert",
        place="ort",
        is_false_alarm="fehlalarm",
        report="bericht",
    )
    yield looks(
        m.Turnout,
        AUSRUECKEN,
        incident_id="einsatz_id",
        appliance_id="fahrzeug_id",
        commander_id="gruppenfuehrer_id",
        duration=lambda r: timedelta(minutes=r["dauer_min"]),
        distance_km="km",
    )
    yield looks(
        m.Hose,
        SCHLAUCH,
        appliance_id="fahrzeug_id",
        number="nummer",
        length_m="laenge_m",
        purchased_on="angeschafft",
    )
    yield looks(
        m.HoseTest,
        SCHLAUCHPRUEFUNG,
        hose_id="schlauch_id",
        tested_on="datum",
        pressure_bar="druck_bar",
        result=lambda r: {"I": "ok", "R": "repair", "A": "scrapped"}[r["ergebnis"]],
        tester_id="pruefer_id",
    )
