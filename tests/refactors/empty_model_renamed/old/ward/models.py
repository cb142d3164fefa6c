from django.db import models


class Medication(models.Model):
    name = models.CharField(max_length=80)
    atc_code = models.CharField(max_length=7, unique=True)
    dosage = models.DecimalField(max_digits=8, decimal_places=3)
    unit = models.CharField(max_length=10)


class Patient(models.Model):
    name = models.CharField(max_length=80)
