from django.db import models


class Depot(models.Model):
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=40)


class Job(models.Model):
    """What has to be done for a customer."""

    customer = models.CharField(max_length=80)
    ordered = models.DateField()
    priority = models.SmallIntegerField()


class Task(models.Model):
    """A step of a job."""

    job = models.ForeignKey(Job, models.CASCADE)
    step = models.IntegerField()
    minutes = models.IntegerField()
    text = models.CharField(max_length=100)


class Order(models.Model):
    depot = models.ForeignKey(Depot, models.PROTECT)
    number = models.CharField(max_length=12, unique=True)
    external_ref = models.CharField(max_length=30)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)


class OrderLog(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    number = models.CharField(max_length=12)
    external_ref = models.CharField(max_length=30)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    logged = models.DateTimeField()
