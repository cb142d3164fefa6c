from django.db import models


class Station(models.Model):
    name = models.CharField(max_length=60)
    altitude_m = models.SmallIntegerField()
    commissioned_on = models.DateField()
    is_out_of_service = models.BooleanField(default=False)


class Observation(models.Model):
    station = models.ForeignKey(Station, models.CASCADE)
    observed_at = models.DateTimeField()
    temperature = models.SmallIntegerField(null=True)
    humidity = models.SmallIntegerField(null=True)
    battery_low = models.BooleanField(default=False)
    extra = models.JSONField(default=dict)


class Alarm(models.Model):
    station = models.ForeignKey(Station, models.CASCADE)
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=120)
