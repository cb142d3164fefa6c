from django.db import models


class Astronomer(models.Model):
    name = models.CharField(max_length=60)
    institute = models.CharField(max_length=80)
    email = models.EmailField()


class Instrument(models.Model):
    name = models.CharField(max_length=40)
    mounted = models.DateField()
    pixels = models.IntegerField()


class Plan(models.Model):
    astronomer = models.ForeignKey("Astronomer", models.CASCADE)
    title = models.CharField(max_length=120)
    abstract = models.TextField(blank=True)
    hours = models.SmallIntegerField()
    accepted = models.BooleanField()


class Night(models.Model):
    day = models.DateField()
    astronomer = models.ForeignKey("Astronomer", models.SET_NULL, null=True)
    moon = models.DecimalField(max_digits=4, decimal_places=2)
    closed = models.BooleanField()


class Exposure(models.Model):
    plan = models.ForeignKey("Plan", models.CASCADE)
    night = models.ForeignKey("Night", models.CASCADE)
    instrument = models.ForeignKey("Instrument", models.CASCADE)
    seconds = models.SmallIntegerField()
    gain = models.SmallIntegerField()
    airmass = models.DecimalField(max_digits=4, decimal_places=2)
    started = models.DateTimeField()


class WeatherLog(models.Model):
    night = models.ForeignKey("Night", models.CASCADE)
    noted = models.DateTimeField()
    text = models.TextField(blank=True)
    severity = models.SmallIntegerField()
