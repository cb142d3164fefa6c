from django.db import models


class Doctor(models.Model):
    name = models.CharField(max_length=80)
    field = models.CharField(max_length=40)
    room = models.CharField(max_length=5, blank=True)


class Patient(models.Model):
    surname = models.CharField(max_length=60)
    given = models.CharField(max_length=60)
    sex = models.CharField(max_length=1)
    born = models.DateField()


class Visit(models.Model):
    doctor = models.ForeignKey("Doctor", models.CASCADE)
    patient = models.ForeignKey("Patient", models.CASCADE)
    at = models.DateTimeField()
    complaint = models.CharField(max_length=120, blank=True)
