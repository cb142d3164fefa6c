from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Department(models.Model):
    name = models.CharField(max_length=60)


class Product(models.Model):
    sku = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    department = models.ForeignKey(Department, models.PROTECT)
    price = models.DecimalField(max_digits=9, decimal_places=2)
    is_active = models.BooleanField(default=True)
    attributes = models.JSONField(default=dict)
    labels = ArrayField(models.CharField(max_length=20))


class Review(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=36)
    about = GenericForeignKey()
    stars = models.SmallIntegerField()
    text = models.TextField(blank=True)
