from django.db import models


class Location(models.Model):
    name = models.CharField(max_length=60)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)


class Device(models.Model):
    location = models.ForeignKey(Location, models.CASCADE)
    serial_number = models.CharField(max_length=16, unique=True)
    model = models.CharField(max_length=30)
    installed_on = models.DateField()
    signal_dbm = models.IntegerField(null=True)


class Reading(models.Model):
    device = models.ForeignKey(Device, models.CASCADE)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    temperature = models.FloatField(null=True)
    humidity = models.FloatField(null=True)
    quality = models.SmallIntegerField()


class Alarm(models.Model):
    device = models.ForeignKey(Device, models.CASCADE)
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    severity = models.CharField(
        max_length=8, choices=[(word, word) for word in ("note", "warning", "alarm")]
    )
    message = models.CharField(max_length=120)
