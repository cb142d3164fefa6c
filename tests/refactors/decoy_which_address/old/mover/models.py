from django.db import models


class Address(models.Model):
    text = models.CharField(max_length=80)


class Person(models.Model):
    name = models.CharField(max_length=40)


class Job(models.Model):
    title = models.CharField(max_length=40)
    pickup_address = models.ForeignKey(Address, models.PROTECT, related_name="+")
    billing_address = models.ForeignKey(Address, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT)
    created = models.DateTimeField()
    touched_at = models.DateTimeField()
