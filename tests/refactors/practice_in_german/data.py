from support.refactors.rows import Dice, looks, store

d = Dice(101, "de")

ARZT = d.rows(
    6,
    lambda n: {
        "vorname": d.first(),
        "nachname": d.last(),
        "fachgebiet": d.pick(["Innere Medizin", "Pädiatrie", "Gynäkologie", ""]),
        "arztnummer": f"{n:03}{d.digits(6)}",
    },
)
KRANKENKASSE = d.rows(
    8,
    lambda n: {
        "bezeichnung": d.pick(["AOK", "Barmer", "TK", "Hanseatische"]) + f" {n}",
        "ik_nummer": d.digits(9),
    },
)
PATIENT = d.rows(
    60,
    lambda n: {
        "vorname": d.first(),
        "nachname": d.last(),
        "geburtstag": d.day(1935, 2020),
        "geschlecht": d.pick("mwd"),
        "strasse": d.blank(d.street(), 0.1),
        "plz": d.digits(5),
        "ort": d.town(),
        "telefon": d.blank(d.phone()),
        "krankenkasse_id": d.maybe(d.ref(KRANKENKASSE), 0.2),
        "versichertennummer": d.blank("A" + d.digits(9), 0.2),
        "kassenpatient": d.chance(0.85),
        "verstorben": d.chance(0.08),
        "hausarzt_id": d.maybe(d.ref(ARZT), 0.3),
        "bemerkung": d.blank(d.note(), 0.6),
    },
)
TERMIN = d.rows(
    90,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "arzt_id": d.ref(ARZT),
        "beginn": d.moment(2023, 2025),
        "dauer_minuten": d.pick([10, 15, 20, 30, 45]),
        "anlass": d.blank(d.pick(["Impfung", "Husten", "Rücken", "Vorsorge"]), 0.2),
        "erschienen": d.chance(0.9),
        "abgesagt_am": d.maybe(d.moment(2023, 2025), 0.9),
    },
)
DIAGNOSESCHLUESSEL = d.rows(
    20,
    lambda n: {
        "schluessel": f"{d.pick('AEJKMZ')}{n:02}.{d.between(0, 9)}",
        "text": d.pick(["Grippe", "Diabetes", "Hypertonie", "Rückenschmerzen"]),
        "chronisch": d.chance(0.3),
    },
)
BEFUND = d.rows(
    80,
    lambda n: {
        "termin_id": d.ref(TERMIN),
        "schluessel_id": d.maybe(d.ref(DIAGNOSESCHLUESSEL), 0.1),
        "text": d.note(),
        "kontrolle": d.maybe(d.day(2023, 2025), 0.5),
        "verfasst_am": d.moment(2023, 2025),
    },
)
MEDIKAMENT = d.rows(
    25,
    lambda n: {
        "handelsname": d.pick(["Ibuflam", "Ramipril", "Metformin", "L-Thyroxin"]) + f" {n}",
        "wirkstoff": d.pick(["Ibuprofen", "Ramipril", "Metformin"]),
        "pzn": f"{n:02}{d.digits(6)}",
        "packungspreis": d.money(2, 120),
        "rezeptpflichtig": d.chance(0.8),
    },
)
REZEPT = d.rows(
    70,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "medikament_id": d.ref(MEDIKAMENT),
        "ausgestellt_am": d.day(2023, 2025),
        "anzahl": d.between(1, 3),
        "einnahme": d.pick(["1-0-1", "1-0-0", "bei Bedarf", ""]),
        "gueltig_bis": d.maybe(d.day(2025, 2026), 0.5),
    },
)


def fill():
    from praxis import models as m

    store(m.Arzt, ARZT)
    store(m.Krankenkasse, KRANKENKASSE)
    store(m.Patient, PATIENT)
    store(m.Termin, TERMIN)
    store(m.Diagnoseschluessel, DIAGNOSESCHLUESSEL)
    store(m.Befund, BEFUND)
    store(m.Medikament, MEDIKAMENT)
    store(m.Rezept, REZEPT)


def arrived():
    from clinic import models as m

    yield looks(
        m.Physician,
        ARZT,
        first_name="vorname",
        last_name="nachname",
        specialty="fachgebiet",
        license_number="arztnummer",
    )
    yield looks(m.Insurer, KRANKENKASSE, name="bezeichnung", institution_code="ik_nummer")
    yield looks(
        m.Patient,
        PATIENT,
        first_name="vorname",
        last_name="nachname",
        born_on="geburtstag",
        sex="geschlecht",
        street="strasse",
        postcode="plz",
        city="ort",
        phone="telefon",
        insurer_id="krankenkasse_id",
        insurance_number="versichertennummer",
        is_private=lambda r: not r["kassenpatient"],
        is_deceased="verstorben",
        family_physician_id="hausarzt_id",
        remarks="bemerkung",
    )
    yield looks(
        m.Appointment,
        TERMIN,
        patient_id="patient_id",
        physician_id="arzt_id",
        starts_at="beginn",
        duration_minutes="dauer_minuten",
        reason="anlass",
        attended="erschienen",
        cancelled_at="abgesagt_am",
    )
    yield looks(
        m.DiagnosisCode,
        DIAGNOSESCHLUESSEL,
        code="schluessel",
        description="text",
        is_chronic="chronisch",
    )
    yield looks(
        m.Finding,
        BEFUND,
        appointment_id="termin_id",
        code_id="schluessel_id",
        body="text",
        reviewed_on="kontrolle",
        written_at="verfasst_am",
    )
    yield looks(
        m.Drug,
        MEDIKAMENT,
        brand_name="handelsname",
        substance="wirkstoff",
        pzn="pzn",
        pack_price="packungspreis",
        needs_prescription="rezeptpflichtig",
    )
    yield looks(
        m.Prescription,
        REZEPT,
        patient_id="patient_id",
        drug_id="medikament_id",
        issued_on="ausgestellt_am",
        quantity="anzahl",
        directions="einnahme",
        valid_until="gueltig_bis",
    )
