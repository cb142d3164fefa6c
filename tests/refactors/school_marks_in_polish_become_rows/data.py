from support.refactors.rows import Dice, looks, store

d = Dice(605, "pl")

NAUCZYCIEL = d.rows(
    25,
    lambda n: {
        "imie": d.first(),
        "nazwisko": d.last(),
        "telefon": d.blank(d.phone()),
        "zatrudniony": d.day(),
    },
)
KLASA = d.rows(
    18,
    lambda n: {
        "oznaczenie": f"{n:04}",
        "rocznik": d.between(2018, 2025),
        "wychowawca_id": d.ref(NAUCZYCIEL),
    },
)
UCZEN = d.rows(
    140,
    lambda n: {
        "imie": d.first(),
        "nazwisko": d.last(),
        "urodzony": d.day(),
        "klasa_id": d.ref(KLASA),
        "skreslony": d.chance(0.3),
    },
)
PRZEDMIOT = d.rows(
    12,
    lambda n: {
        "nazwa": d.note(),
        "wymiar": d.between(1, 6),
    },
)
LEKCJA = d.rows(
    120,
    lambda n: {
        "klasa_id": d.ref(KLASA),
        "przedmiot_id": d.ref(PRZEDMIOT),
        "nauczyciel_id": d.ref(NAUCZYCIEL),
        "dzien": d.between(1, 5),
        "godzina": d.between(1, 8),
        "sala": d.blank(f"KX{n:04}"),
    },
)
OCENY = d.rows(
    150,
    lambda n: {
        "uczen_id": d.ref(UCZEN),
        "przedmiot_id": d.ref(PRZEDMIOT),
        "semestr1": d.maybe(d.between(1, 6)),
        "semestr2": d.maybe(d.between(1, 6)),
        "koncowa": d.maybe(d.between(1, 6)),
        "uwagi": d.blank(d.note()),
    },
)
NIEOBECNOSC = d.rows(
    160,
    lambda n: {
        "uczen_id": d.ref(UCZEN),
        "lekcja_id": d.ref(LEKCJA),
        "data": d.day(),
        "usprawiedliwiona": d.chance(0.3),
    },
)


def fill():
    from dziennik import models as m

    store(m.Nauczyciel, NAUCZYCIEL)
    store(m.Klasa, KLASA)
    store(m.Uczen, UCZEN)
    store(m.Przedmiot, PRZEDMIOT)
    store(m.Lekcja, LEKCJA)
    store(m.Oceny, OCENY)
    store(m.Nieobecnosc, NIEOBECNOSC)


def arrived():
    from register import models as m

    yield looks(
        m.Teacher,
        NAUCZYCIEL,
        first_name="imie",
        last_name="nazwisko",
        phone="telefon",
        employed_since="zatrudniony",
    )
    yield looks(
        m.SchoolClass, KLASA, label="oznaczenie", year="rocznik", form_teacher_id="wychowawca_id"
    )
    yield looks(
        m.Pupil,
        UCZEN,
        first_name="imie",
        last_name="nazwisko",
        born_on="urodzony",
        school_class_id="klasa_id",
        is_withdrawn="skreslony",
    )
    yield looks(m.Subject, PRZEDMIOT, title="nazwa", hours_a_week="wymiar")
    yield looks(
        m.Lesson,
        LEKCJA,
        school_class_id="klasa_id",
        subject_id="przedmiot_id",
        teacher_id="nauczyciel_id",
        weekday="dzien",
        period="godzina",
        room="sala",
    )
    yield looks(m.Report, OCENY, pupil_id="uczen_id", subject_id="przedmiot_id", comment="uwagi")
    yield looks(
        m.Absence,
        NIEOBECNOSC,
        pupil_id="uczen_id",
        lesson_id="lekcja_id",
        day="data",
        is_excused="usprawiedliwiona",
    )
    wanted = [
        (n, term, r[term])
        for n, r in enumerate(OCENY, 1)
        for term in ("semestr1", "semestr2", "koncowa")
        if r[term] is not None
    ]
    yield m.Mark.objects.order_by("pk").values_list("report_id", "term", "grade"), wanted
