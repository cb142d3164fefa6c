from django.db import models


class Dentist(models.Model):
    name = models.CharField(max_length=80)
    licence = models.CharField(max_length=12, unique=True)
    is_retired = models.BooleanField()


class Patient(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    born_on = models.DateField()
    smokes = models.BooleanField()
    has_allergies = models.BooleanField()


class Appointment(models.Model):
    patient = models.ForeignKey("Patient", models.CASCADE)
    dentist = models.ForeignKey("Dentist", models.CASCADE)
    ends_at = models.DateTimeField()
    starts_at = models.DateTimeField()


class Treatment(models.Model):
    appointment = models.ForeignKey("Appointment", models.CASCADE)
    tooth = models.SmallIntegerField()
    description = models.CharField(max_length=120)
    fee = models.DecimalField(max_digits=7, decimal_places=2)


class Payment(models.Model):
    treatment = models.ForeignKey("Treatment", models.CASCADE)
    amount = models.DecimalField(max_digits=7, decimal_places=2)
    paid_on = models.DateField()
