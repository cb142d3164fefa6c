from django.conf import settings
from django.db import models
from patients.models import Pet


class Vaccine(models.Model):
    name = models.CharField(max_length=50)
    manufacturer = models.CharField(max_length=50)
    valid_months = models.IntegerField()
    given_to = models.ManyToManyField(Pet, through="Vaccination")


class Vaccination(models.Model):
    pet = models.ForeignKey(Pet, models.CASCADE)
    vaccine = models.ForeignKey(Vaccine, models.CASCADE)
    date = models.DateField()
    batch_number = models.CharField(max_length=12)


class Appointment(models.Model):
    pet = models.ForeignKey(Pet, models.CASCADE)
    veterinarian = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    starts_at = models.DateTimeField()
    reason = models.CharField(max_length=100)
    findings = models.TextField(blank=True)
    discount = models.DecimalField(max_digits=7, decimal_places=2)
