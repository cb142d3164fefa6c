from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Department(models.Model):
    name = models.CharField(max_length=60)


class Product(models.Model):
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    department = models.ForeignKey(Department, models.PROTECT)
    price = models.FloatField()
    active = models.IntegerField(default=1)
    colour = models.CharField(max_length=20, blank=True)
    size = models.CharField(max_length=5, blank=True)
    labels = models.TextField(blank=True)


class Review(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=36)
    about = GenericForeignKey()
    stars = models.SmallIntegerField()
    text = models.TextField(blank=True)
