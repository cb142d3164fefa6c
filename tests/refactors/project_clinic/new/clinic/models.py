import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Insurer(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Patient(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=80)
    born = models.DateField()
    insurer = models.ForeignKey(Insurer, models.PROTECT)


class Contact(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    phone = models.CharField(max_length=20, blank=True)
    mobile = models.CharField(max_length=20, blank=True)


class Condition(models.Model):
    icd_code = models.CharField(max_length=8, unique=True)
    text = models.CharField(max_length=120)


class Appointment(models.Model):
    class Type(models.TextChoices):
        FIRST = "first"
        CONTROL = "control"
        EMERGENCY = "emergency"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    type = models.CharField(max_length=10, choices=Type.choices)
    at = models.DateTimeField()
    notes = models.TextField()
    conditions = models.ManyToManyField(Condition)
    created_at = models.DateTimeField()
    reminder_sent = models.BooleanField(default=False)


class File(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.UUIDField()
    belongs_to = GenericForeignKey()
    path = models.CharField(max_length=100)
    meta = models.JSONField(default=dict)
    uploaded_from = models.GenericIPAddressField()
