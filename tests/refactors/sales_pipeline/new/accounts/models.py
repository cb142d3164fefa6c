import uuid

from django.db import models


class Company(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=100)
    website = models.URLField(blank=True)
    employees = models.IntegerField()
    customer_since = models.DateField()


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    company = models.ForeignKey(Company, models.CASCADE)
    name = models.CharField(max_length=90)
    email = models.EmailField()
    job_title = models.CharField(max_length=60)


class Campaign(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=80)
    people = models.ManyToManyField(Person)
