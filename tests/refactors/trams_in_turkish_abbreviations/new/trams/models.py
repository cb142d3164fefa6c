from django.db import models


class Line(models.Model):
    number = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=80)
    opened_on = models.DateField()


class Stop(models.Model):
    name = models.CharField(max_length=80)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    is_step_free = models.BooleanField(default=False)


class LineStop(models.Model):
    line = models.ForeignKey("Line", models.CASCADE)
    stop = models.ForeignKey("Stop", models.CASCADE)
    position = models.SmallIntegerField()
    seconds_to_next = models.IntegerField()


class Tram(models.Model):
    fleet_number = models.CharField(max_length=8, unique=True)
    built_in = models.SmallIntegerField()
    capacity = models.SmallIntegerField()


class Driver(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    staff_number = models.CharField(max_length=10, unique=True)
    hired_on = models.DateField()


class Run(models.Model):
    line = models.ForeignKey("Line", models.CASCADE)
    tram = models.ForeignKey("Tram", models.CASCADE)
    driver = models.ForeignKey("Driver", models.SET_NULL, null=True)
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField(null=True)
    passengers = models.IntegerField(null=True)


class Fault(models.Model):
    tram = models.ForeignKey("Tram", models.CASCADE)
    reported_at = models.DateTimeField()
    severity = models.CharField(
        max_length=8, choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")]
    )
    description = models.TextField()
    fixed_at = models.DateTimeField(null=True)
