from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Firm(models.Model):
    name = models.CharField(max_length=100)
    web = models.URLField(blank=True)
    branches = models.IntegerField()
    since = models.DateField()


class Contact(models.Model):
    firm = models.ForeignKey(Firm, models.CASCADE)
    given = models.CharField(max_length=40)
    surname = models.CharField(max_length=40)
    mail = models.EmailField()
    job = models.CharField(max_length=60)


class Campaign(models.Model):
    title = models.CharField(max_length=80)
    contacts = models.ManyToManyField(Contact)


class Deal(models.Model):
    firm = models.ForeignKey(Firm, models.PROTECT)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True)
    subject = models.CharField(max_length=120)
    value = models.IntegerField()
    probability = models.IntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closing = models.DateField(null=True)
    created = models.DateTimeField()


class Remark(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.IntegerField()
    about = GenericForeignKey()
    body = models.TextField()
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    written = models.DateTimeField()
