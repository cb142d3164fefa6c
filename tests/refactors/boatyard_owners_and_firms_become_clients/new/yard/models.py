from django.db import models


class Berth(models.Model):
    jetty = models.CharField(max_length=2)
    number = models.SmallIntegerField()
    length_m = models.DecimalField(max_digits=5, decimal_places=2)


class Boat(models.Model):
    berth = models.ForeignKey("Berth", models.SET_NULL, null=True)
    client = models.ForeignKey("Client", models.CASCADE)
    boat_name = models.CharField(max_length=60)
    draught_m = models.DecimalField(max_digits=5, decimal_places=2)
    has_sails = models.BooleanField()


class Contract(models.Model):
    client = models.ForeignKey("Client", models.CASCADE)
    signed_on = models.DateField()
    hourly_rate = models.DecimalField(max_digits=8, decimal_places=2)


class WorkOrder(models.Model):
    boat = models.ForeignKey("Boat", models.CASCADE)
    description = models.CharField(max_length=120)
    hours_worked = models.DecimalField(max_digits=5, decimal_places=2)
    finished_at = models.DateTimeField(null=True)


class Client(models.Model):
    kind = models.CharField(max_length=5, choices=[("owner", "owner"), ("firm", "firm")])
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    town = models.CharField(max_length=40)
    vat_number = models.CharField(max_length=12, blank=True)
