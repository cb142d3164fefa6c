from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

START = datetime(2024, 1, 1, 6, tzinfo=UTC)


def fill():
    from ward.models import Admission, Bed, Nurse, Observation, Patient, Ward

    dice = Random(7)

    def stamps(day):
        created = START + timedelta(days=day, minutes=dice.randrange(900))
        return {"created": created, "modified": created + timedelta(hours=dice.randrange(400))}

    wards = [
        Ward.objects.create(code=f"W{n}", title=f"{what} ward", floor=n // 2, **stamps(0))
        for n, what in enumerate(("Surgical", "Medical", "Maternity", "Children's"))
    ]
    beds = [
        Bed.objects.create(ward=ward, label=f"{n}", has_monitor=n % 3 == 0, **stamps(1))
        for ward in wards
        for n in range(1, 6)
    ]
    nurses = []
    for n in range(12):
        nurse = Nurse.objects.create(
            surname=f"Sister{n}", forename=f"Anna{n}", badge=f"N-{700 + n}", **stamps(2)
        )
        nurse.wards.set(dice.sample(wards, 1 + n % 3))
        nurses.append(nurse)
    for n in range(40):
        patient = Patient.objects.create(
            surname=f"Case{n}",
            forename=f"Bo{n}",
            born=date(1930 + n, 1 + n % 12, 3),
            record_no=f"2024/{n:06}",
            **stamps(n),
        )
        at = START + timedelta(days=n, hours=3)
        admission = Admission.objects.create(
            patient=patient,
            bed=beds[n % len(beds)],
            admitted=at,
            discharged=at + timedelta(days=1 + n % 9) if n % 4 else None,
            diagnosis=f"Z{n}.1 observation",
            **stamps(n),
        )
        for hour in range(5):
            Observation.objects.create(
                admission=admission,
                nurse=dice.choice(nurses),
                pulse=55 + dice.randrange(60),
                temp=Decimal(360 + dice.randrange(35)) / 10,
                systolic=100 + dice.randrange(60),
                diastolic=55 + dice.randrange(40),
                remark="" if hour else "on arrival",
                **stamps(n),
            )


def arrived():
    from inpatient.models import Caregiver, Stay, VitalSigns

    stay = Stay.objects.get(person__record_number="2024/000005")
    yield (
        (stay.bed.unit.name, stay.bed.label, stay.discharge_reason),
        ("Medical ward", "1", "unknown"),
    )
    yield (stay.discharged_at - stay.admitted_at).days, 6
    yield Stay.objects.filter(discharged_at=None, discharge_reason="").count(), 10
    yield VitalSigns.objects.filter(notes="on arrival", temperature__gt=30).count(), 40
    yield VitalSigns.objects.filter(updated_at__lt=models_f("created_at")).count(), 0
    yield Caregiver.objects.get(badge_number="N-702").units.count(), 3


def models_f(name):
    from django.db.models import F

    return F(name)
