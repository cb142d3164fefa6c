from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=80)
    born = models.DateField()
    phone = models.CharField(max_length=20, blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    insurance = models.CharField(max_length=40)
    deleted = models.BooleanField(default=False)


class Diagnosis(models.Model):
    icd = models.CharField(max_length=8, unique=True)
    text = models.CharField(max_length=120)


class Visit(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    kind = models.IntegerField(choices=[(1, "First"), (2, "Control"), (3, "Emergency")])
    at = models.DateTimeField()
    notes = models.TextField()
    diagnoses = models.ManyToManyField(Diagnosis)
    created = models.DateTimeField()


class Document(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.IntegerField()
    belongs_to = GenericForeignKey()
    path = models.CharField(max_length=100)
    meta = models.TextField()
    uploaded_from = models.CharField(max_length=40)
