from django.db import models


class Astronomer(models.Model):
    name = models.CharField(max_length=60)
    institute = models.CharField(max_length=80)
    email = models.EmailField()


class Instrument(models.Model):
    name = models.CharField(max_length=40)
    mounted_on = models.DateField()
    pixels = models.IntegerField()


class Proposal(models.Model):
    lead = models.ForeignKey("Astronomer", models.CASCADE)
    title = models.CharField(max_length=120)
    abstract = models.TextField(blank=True)
    hours_wanted = models.SmallIntegerField()
    is_accepted = models.BooleanField()


class Plan(models.Model):
    day = models.DateField()
    observer = models.ForeignKey("Astronomer", models.SET_NULL, null=True)
    moon_phase = models.DecimalField(max_digits=4, decimal_places=2)
    is_closed = models.BooleanField()


class Exposure(models.Model):
    proposal = models.ForeignKey("Proposal", models.CASCADE)
    plan = models.ForeignKey("Plan", models.CASCADE)
    instrument = models.ForeignKey("Instrument", models.CASCADE)
    gain = models.SmallIntegerField()
    seconds = models.SmallIntegerField()
    airmass = models.DecimalField(max_digits=4, decimal_places=2)
    started_at = models.DateTimeField()


class FaultLog(models.Model):
    plan = models.ForeignKey("Plan", models.CASCADE)
    noted = models.DateTimeField()
    text = models.TextField(blank=True)
    severity = models.SmallIntegerField()
