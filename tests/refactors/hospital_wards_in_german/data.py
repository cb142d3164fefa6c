from datetime import timedelta
from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(601, "de")

FACHABTEILUNG = d.rows(
    9,
    lambda n: {
        "kuerzel": f"KX{n:04}",
        "bezeichnung": d.note(),
        "bettenzahl": d.between(1, 60),
    },
)
STATION = d.rows(
    22,
    lambda n: {
        "abteilung_id": d.ref(FACHABTEILUNG),
        "bezeichnung": d.note(),
        "stockwerk": d.between(-1, 9),
        "isolierstation": d.chance(0.3),
    },
)
PFLEGEKRAFT = d.rows(
    60,
    lambda n: {
        "personalnummer": f"KX{n:04}",
        "vorname": d.first(),
        "nachname": d.last(),
        "station_id": d.maybe(d.ref(STATION)),
        "eingestellt_am": d.day(),
        "ausgeschieden_am": d.maybe(d.day()),
    },
)
ARZT = d.rows(
    40,
    lambda n: {
        "titel": d.blank(d.pick(["Dr.", "Prof. Dr.", "PD Dr."])),
        "vorname": d.first(),
        "nachname": d.last(),
        "abteilung_id": d.ref(FACHABTEILUNG),
        "durchwahl": d.blank(d.digits(4)),
    },
)
KOSTENTRAEGER = d.rows(
    12,
    lambda n: {
        "name": d.firm(),
        "institutionskennzeichen": f"KX{n:04}",
        "privat": d.chance(0.3),
    },
)
PATIENT = d.rows(
    140,
    lambda n: {
        "fallkennung": f"KX{n:04}",
        "vorname": d.first(),
        "nachname": d.last(),
        "geburtsdatum": d.day(1930, 2020),
        "geschlecht": d.pick("mwd"),
        "strasse": d.street(),
        "plz": d.digits(5),
        "ort": d.town(),
        "kostentraeger_id": d.maybe(d.ref(KOSTENTRAEGER)),
        "verstorben": d.chance(0.1),
        "bemerkungen": d.blank(d.note()),
    },
)
AUFNAHME = d.rows(
    180,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "station_id": d.ref(STATION),
        "arzt_id": d.ref(ARZT),
        "aufgenommen_am": d.moment(),
        "entlassen_am": d.maybe(d.moment()),
        "aufnahmegrund": d.note(),
        "angelegt": d.moment(),
    },
)
EINGRIFF = d.rows(
    120,
    lambda n: {
        "aufnahme_id": d.ref(AUFNAHME),
        "schluessel": f"5-{d.between(100, 999)}",
        "beginn": d.moment(),
        "dauer_min": d.between(10, 400),
        "operateur_id": d.ref(ARZT),
    },
)
MESSWERT = d.rows(
    300,
    lambda n: {
        "aufnahme_id": d.ref(AUFNAHME),
        "gemessen": d.moment(),
        "puls": d.between(40, 180),
        "temperatur": Decimal(d.between(350, 410)) / 10,
        "pflegekraft_id": d.maybe(d.ref(PFLEGEKRAFT)),
    },
)
MEDIKATION = d.rows(
    160,
    lambda n: {
        "aufnahme_id": d.ref(AUFNAHME),
        "wirkstoff": d.pick(["Metoprolol", "Ibuprofen", "Heparin"]),
        "dosis_mg": d.money(3, 400),
        "abgesetzt": d.chance(0.3),
    },
)


def fill():
    from klinik import models as m

    store(m.Fachabteilung, FACHABTEILUNG)
    store(m.Station, STATION)
    store(m.Pflegekraft, PFLEGEKRAFT)
    store(m.Arzt, ARZT)
    store(m.Kostentraeger, KOSTENTRAEGER)
    store(m.Patient, PATIENT)
    store(m.Aufnahme, AUFNAHME)
    store(m.Eingriff, EINGRIFF)
    store(m.Messwert, MESSWERT)
    store(m.Medikation, MEDIKATION)


def arrived():
    from hospital import models as m

    yield looks(
        m.Department, FACHABTEILUNG, code="kuerzel", name="bezeichnung", bed_count="bettenzahl"
    )
    yield looks(
        m.Ward,
        STATION,
        department_id="abteilung_id",
        name="bezeichnung",
        floor="stockwerk",
        is_isolation="isolierstation",
    )
    yield looks(
        m.Nurse,
        PFLEGEKRAFT,
        staff_number="personalnummer",
        first_name="vorname",
        last_name="nachname",
        ward_id="station_id",
        hired_on="eingestellt_am",
        left_on="ausgeschieden_am",
    )
    yield looks(
        m.Physician,
        ARZT,
        title="titel",
        first_name="vorname",
        last_name="nachname",
        department_id="abteilung_id",
        extension="durchwahl",
    )
    yield looks(
        m.Payer,
        KOSTENTRAEGER,
        name="name",
        institution_code="institutionskennzeichen",
        is_private="privat",
    )
    yield looks(
        m.Patient,
        PATIENT,
        record_number="fallkennung",
        first_name="vorname",
        last_name="nachname",
        born_on="geburtsdatum",
        sex=lambda r: {"m": "male", "w": "female", "d": "diverse"}[r["geschlecht"]],
        street="strasse",
        postal_code="plz",
        city="ort",
        payer_id="kostentraeger_id",
        is_deceased="verstorben",
        remarks="bemerkungen",
    )
    yield looks(
        m.Admission,
        AUFNAHME,
        patient_id="patient_id",
        ward_id="station_id",
        physician_id="arzt_id",
        admitted_at="aufgenommen_am",
        discharged_at="entlassen_am",
        reason="aufnahmegrund",
        recorded_at="angelegt",
    )
    yield looks(
        m.Procedure,
        EINGRIFF,
        admission_id="aufnahme_id",
        ops_code="schluessel",
        started_at="beginn",
        duration=lambda r: timedelta(minutes=r["dauer_min"]),
        surgeon_id="operateur_id",
    )
    yield looks(
        m.Reading,
        MESSWERT,
        admission_id="aufnahme_id",
        taken_at="gemessen",
        pulse="puls",
        temperature="temperatur",
        nurse_id="pflegekraft_id",
    )
    yield looks(
        m.Prescription,
        MEDIKATION,
        admission_id="aufnahme_id",
        substance="wirkstoff",
        dose_mg="dosis_mg",
        is_stopped="abgesetzt",
    )
