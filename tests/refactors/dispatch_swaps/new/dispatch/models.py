import uuid

from django.db import models


class Branch(models.Model):
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=40)


class Task(models.Model):
    """What has to be done for a customer."""

    customer = models.CharField(max_length=80)
    ordered_on = models.DateField()
    priority = models.SmallIntegerField()


class Job(models.Model):
    """A step of a task."""

    task = models.ForeignKey(Task, models.CASCADE)
    step = models.IntegerField()
    minutes = models.IntegerField()
    text = models.CharField(max_length=100)


class Order(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    branch = models.ForeignKey(Branch, models.PROTECT)
    number = models.CharField(max_length=12, unique=True)
    tracking_code = models.CharField(max_length=30)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class OrderLog(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    number = models.CharField(max_length=12)
    external_ref = models.CharField(max_length=30)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    logged_at = models.DateTimeField()
