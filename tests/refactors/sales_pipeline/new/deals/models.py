import uuid

from accounts.models import Company, Person
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Opportunity(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    company = models.ForeignKey(Company, models.PROTECT)
    person = models.ForeignKey(Person, models.SET_NULL, null=True)
    subject = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    score = models.IntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closing_date = models.DateField(null=True)
    created_at = models.DateTimeField()


class Note(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.UUIDField()
    about = GenericForeignKey()
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    written_at = models.DateTimeField()
