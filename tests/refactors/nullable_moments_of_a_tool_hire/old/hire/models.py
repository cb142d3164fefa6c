from django.db import models


class Depot(models.Model):
    town = models.CharField(max_length=60)
    opened = models.DateField(null=True)


class Tool(models.Model):
    guid = models.UUIDField(null=True)
    descr = models.CharField(max_length=80)
    depot = models.ForeignKey(Depot, models.SET_NULL, null=True)
    bought = models.DateField(null=True)
    tested = models.DateTimeField(null=True)
    scrapped = models.DateField(null=True)
    cost = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Client(models.Model):
    name = models.CharField(max_length=80)
    contact = models.CharField(max_length=80, null=True)
    ref_uuid = models.UUIDField(null=True)
    blocked = models.BooleanField(default=False)


class Hire(models.Model):
    tool = models.ForeignKey(Tool, models.CASCADE)
    client = models.ForeignKey(Client, models.CASCADE)
    out = models.DateTimeField()
    back = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    token = models.UUIDField(null=True)
    deposit = models.DecimalField(max_digits=7, decimal_places=2, null=True)
