from datetime import UTC, date, datetime


def fill():
    from django.contrib.auth.models import User
    from django.db import connection
    from records.models import Diagnosis, Document, Patient, Visit

    doctor = User.objects.create(username="dr")
    codes = [
        Diagnosis.objects.create(icd=f"J{number:02}", text=f"Cough {number}") for number in range(5)
    ]
    for number in range(10):
        patient = Patient.objects.create(
            name=f"Patient {number}",
            born=date(1960 + number, 1, 1),
            phone=f"555-{number}" if number % 2 else "",
            insurance=("Blue", "Green")[number % 2],
            deleted=number == 7,
        )
        visit = Visit.objects.create(
            patient=patient,
            doctor=doctor,
            kind=number % 3 + 1,
            at=datetime(2024, 1, number + 1, 9, tzinfo=UTC),
            notes="ok",
            created=datetime(2023, 12, number + 1, tzinfo=UTC),
        )
        visit.diagnoses.set(codes[: number % 3])
        if number != 7:
            Document.objects.create(
                belongs_to=visit if number % 2 else patient,
                path=f"{number}.pdf",
                meta=f'{{"pages": {number}}}',
                uploaded_from="10.1.2.3",
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE lab_import (line integer PRIMARY KEY, raw text); INSERT INTO lab_import VALUES (1, 'x'), (2, 'y')"
        )


def arrived():
    from clinic.models import Appointment, Contact, File, Insurer, Patient
    from django.db import connection

    yield Patient.objects.count(), 9
    yield Insurer.objects.order_by("name").values_list("name", flat=True), ["Blue", "Green"]
    found = Appointment.objects.get(patient__name="Patient 5")
    yield (
        (found.type, found.patient.insurer.name, found.created_at, found.reminder_sent),
        (
            "emergency",
            "Green",
            datetime(2023, 12, 6, tzinfo=UTC),
            False,
        ),
    )
    yield found.conditions.order_by("icd_code").values_list("icd_code", flat=True), ["J00", "J01"]
    yield Contact.objects.get(patient__name="Patient 3").phone, "555-3"
    yield File.objects.get(path="4.pdf").belongs_to.name, "Patient 4"
    yield (
        (File.objects.get(path="5.pdf").belongs_to, File.objects.get(path="5.pdf").meta),
        (found, {"pages": 5}),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM lab_import")
        yield cursor.fetchone(), (2,)
