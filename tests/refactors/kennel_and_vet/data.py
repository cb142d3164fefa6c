from datetime import UTC, date, datetime, timedelta


def fill():
    from django.contrib.auth.models import User
    from vet.models import Animal, Keeper, Shot, Species, Vaccine, Visit

    vets = [User.objects.create_user(f"vet{n}") for n in range(2)]
    kinds = [Species.objects.create(name=n, latin=f"{n} latina") for n in ("cat", "dog", "owl")]
    vaccines = [
        Vaccine.objects.create(name=f"V{n}", maker=f"M{n}", months=6 * (n + 1)) for n in range(3)
    ]
    for n in range(24):
        keeper = Keeper.objects.create(
            surname=f"Family {n}",
            forename=f"Given {n}",
            tel=f"0699 {n:05}",
            joined=date(2010 + n % 10, 1, 1),
        )
        animal = Animal.objects.create(
            keeper=keeper, species=kinds[n % 3], name=f"Pet {n}", chip_no=f"{n:015}",
            born=date(2015, 1 + n % 12, 1) if n % 5 else None, colour="black", dead=n % 8 == 0,
        )  # fmt: skip
        Shot.objects.create(
            animal=animal, vaccine=vaccines[n % 3], day=date(2024, 1, 1 + n), batch=f"B{n:04}"
        )
        Visit.objects.create(
            animal=animal, vet=vets[n % 2], at=datetime(2024, 2, 1, 8, tzinfo=UTC) + timedelta(hours=n),
            reason=f"Reason {n}", findings="" if n % 3 else "healthy", fee=40 + n,
        )  # fmt: skip


def arrived():
    from clinic.models import Appointment, Vaccination, Vaccine
    from patients.models import Pet, Species

    pet = Pet.objects.get(chip_number=f"{8:015}")
    yield (
        (pet.name, pet.is_alive, pet.blood_type, pet.owner.last_name),
        ("Pet 8", False, "", "Family 8"),
    )
    yield Pet.objects.filter(date_of_birth=None).count(), 5
    yield Species.objects.get(name="owl").latin_name, "owl latina"
    yield Vaccine.objects.get(manufacturer="M1").valid_months, 12
    yield Vaccination.objects.get(pet=pet).batch_number, "B0008"
    visit = Appointment.objects.get(pet=pet)
    yield (visit.veterinarian.username, visit.starts_at.hour, visit.discount), ("vet0", 16, 0)
