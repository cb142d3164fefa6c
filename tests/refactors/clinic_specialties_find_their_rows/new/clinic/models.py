from django.db import models


class Doctor(models.Model):
    full_name = models.CharField(max_length=80)
    specialty = models.ForeignKey("Specialty", models.CASCADE)
    room = models.CharField(max_length=5, blank=True)


class Patient(models.Model):
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=60)
    gender = models.CharField(
        max_length=8, choices=[("female", "Female"), ("male", "Male"), ("other", "Other")]
    )
    birth_date = models.DateField()


class Encounter(models.Model):
    doctor = models.ForeignKey("Doctor", models.CASCADE)
    patient = models.ForeignKey("Patient", models.CASCADE)
    started_at = models.DateTimeField()
    reason = models.CharField(max_length=120, blank=True)


class Specialty(models.Model):
    title = models.CharField(max_length=40, unique=True)
    is_surgical = models.BooleanField()
