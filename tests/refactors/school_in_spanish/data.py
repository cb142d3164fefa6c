from support.refactors.rows import Dice, looks, store

d = Dice(102, "es")

PROFESOR = d.rows(
    12,
    lambda n: {
        "nombre": d.first(),
        "apellidos": d.last() + " " + d.last(),
        "dni": f"{n:02}{d.digits(6)}{d.pick('TRWAG')}",
        "correo": d.blank(d.mail(n)),
        "fecha_alta": d.day(2001, 2024),
        "fecha_baja": d.maybe(d.day(2020, 2025), 0.8),
    },
)
ASIGNATURA = d.rows(
    14,
    lambda n: {
        "nombre": d.pick(["Matemáticas", "Lengua", "Física y Química", "Inglés"]) + f" {n}",
        "creditos": d.between(1, 9),
        "obligatoria": d.chance(0.6),
    },
)
AULA = d.rows(
    10,
    lambda n: {
        "codigo": f"B{n}-{d.between(10, 99)}",
        "plazas": d.between(12, 40),
        "planta": d.between(0, 3),
    },
)
GRUPO = d.rows(
    12,
    lambda n: {
        "curso": d.pick(["2023/24", "2024/25"]),
        "letra": d.pick("ABC"),
        "tutor_id": d.maybe(d.ref(PROFESOR), 0.2),
        "aula_id": d.maybe(d.ref(AULA), 0.2),
        "turno": d.pick("MT"),
    },
)
ALUMNO = d.rows(
    70,
    lambda n: {
        "nombre": d.first(),
        "primer_apellido": d.last(),
        "segundo_apellido": d.blank(d.last(), 0.2),
        "nacimiento": d.day(2006, 2014),
        "domicilio": d.blank(d.street(), 0.2),
        "localidad": d.town(),
        "grupo_id": d.ref(GRUPO),
        "becado": d.chance(0.2),
        "repetidor": d.chance(0.1),
    },
)
TUTOR = d.rows(
    90,
    lambda n: {
        "alumno_id": d.ref(ALUMNO),
        "parentesco": d.pick(["madre", "padre", "abuela", "otro"]),
        "nombre_completo": d.name(),
        "telefono": d.phone(),
        "autorizado": d.chance(0.8),
    },
)
EVALUACION = d.rows(
    6,
    lambda n: {
        "nombre": f"{n}ª evaluación",
        "desde": d.day(2023, 2023),
        "hasta": d.day(2024, 2025),
    },
)
NOTA = d.rows(
    150,
    lambda n: {
        "alumno_id": d.ref(ALUMNO),
        "asignatura_id": d.ref(ASIGNATURA),
        "evaluacion_id": d.ref(EVALUACION),
        "calificacion": d.money(0, 10),
        "profesor_id": d.ref(PROFESOR),
        "observaciones": d.blank(d.note(), 0.7),
        "puesta_el": d.moment(2023, 2025),
    },
)
FALTA = d.rows(
    60,
    lambda n: {
        "alumno_id": d.ref(ALUMNO),
        "dia": d.day(2023, 2025),
        "horas": d.between(1, 6),
        "motivo": d.blank(d.note(), 0.5),
        "justificada_el": d.maybe(d.moment(2023, 2025), 0.5),
    },
)


def fill():
    from centro import models as m

    store(m.Profesor, PROFESOR)
    store(m.Asignatura, ASIGNATURA)
    store(m.Aula, AULA)
    store(m.Grupo, GRUPO)
    store(m.Alumno, ALUMNO)
    store(m.Tutor, TUTOR)
    store(m.Evaluacion, EVALUACION)
    store(m.Nota, NOTA)
    store(m.Falta, FALTA)


def arrived():
    from academy import models as m

    yield looks(
        m.Teacher,
        PROFESOR,
        first_name="nombre",
        last_name="apellidos",
        national_id="dni",
        email="correo",
        hired_on="fecha_alta",
        left_on="fecha_baja",
    )
    yield looks(
        m.Subject, ASIGNATURA, name="nombre", credits="creditos", is_mandatory="obligatoria"
    )
    yield looks(m.Room, AULA, code="codigo", seats="plazas", floor="planta")
    yield looks(
        m.Group,
        GRUPO,
        school_year="curso",
        letter="letra",
        class_teacher_id="tutor_id",
        room_id="aula_id",
        shift=lambda r: {"M": "morning", "T": "afternoon"}[r["turno"]],
    )
    yield looks(
        m.Pupil,
        ALUMNO,
        first_name="nombre",
        first_surname="primer_apellido",
        second_surname="segundo_apellido",
        birth_date="nacimiento",
        address="domicilio",
        town="localidad",
        group_id="grupo_id",
        has_scholarship="becado",
        repeats_year="repetidor",
    )
    yield looks(
        m.Guardian,
        TUTOR,
        pupil_id="alumno_id",
        relationship="parentesco",
        full_name="nombre_completo",
        phone="telefono",
        may_collect="autorizado",
    )
    yield looks(m.Term, EVALUACION, title="nombre", starts_on="desde", ends_on="hasta")
    yield looks(
        m.Mark,
        NOTA,
        pupil_id="alumno_id",
        subject_id="asignatura_id",
        term_id="evaluacion_id",
        score="calificacion",
        teacher_id="profesor_id",
        comment="observaciones",
        given_at="puesta_el",
    )
    yield looks(
        m.Absence,
        FALTA,
        pupil_id="alumno_id",
        day="dia",
        hours="horas",
        reason="motivo",
        is_excused=lambda r: r["justificada_el"] is not None,
    )
