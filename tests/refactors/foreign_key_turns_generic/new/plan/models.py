from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Task(models.Model):
    title = models.CharField(max_length=50)


class Attachment(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=40)
    hangs_on = GenericForeignKey()
    path = models.CharField(max_length=100)
