from django.db import models


class Client(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=60)
    is_key_account = models.BooleanField(default=False)


class Building(models.Model):
    client = models.ForeignKey("Client", models.CASCADE)
    address = models.CharField(max_length=120)
    floors = models.SmallIntegerField()


class Lift(models.Model):
    building = models.ForeignKey("Building", models.CASCADE)
    serial_number = models.CharField(max_length=20, unique=True)
    installed_on = models.DateField(null=True)
    load_kg = models.IntegerField()
    speed = models.FloatField()
    hydraulic = models.BooleanField(default=False)
    maker = models.CharField(max_length=40)


class Technician(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)


class ServiceVisit(models.Model):
    lift = models.ForeignKey("Lift", models.CASCADE)
    technician = models.ForeignKey("Technician", models.SET_NULL, null=True)
    visited_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    remarks = models.TextField(blank=True)


class Entrapment(models.Model):
    lift = models.ForeignKey("Lift", models.CASCADE)
    called_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)
    persons = models.SmallIntegerField()
