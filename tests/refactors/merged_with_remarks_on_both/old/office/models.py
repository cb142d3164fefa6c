from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Mail(models.Model):
    subject = models.CharField(max_length=60)


class Letter(models.Model):
    subject = models.CharField(max_length=60)
    stamp = models.IntegerField()


class Remark(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    about = GenericForeignKey()
    words = models.TextField()
