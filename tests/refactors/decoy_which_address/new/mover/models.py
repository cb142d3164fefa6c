from django.db import models


class Address(models.Model):
    text = models.CharField(max_length=80)


class Person(models.Model):
    name = models.CharField(max_length=40)


class Job(models.Model):
    title = models.CharField(max_length=40)
    address = models.ForeignKey(Address, models.PROTECT)
    packed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    driven_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)
