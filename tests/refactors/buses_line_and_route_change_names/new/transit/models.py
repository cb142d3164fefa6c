from django.db import models


class Operator(models.Model):
    name = models.CharField(max_length=60)
    licence = models.CharField(max_length=10)


class Route(models.Model):
    operator = models.ForeignKey("Operator", models.CASCADE)
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=60)
    since = models.DateField()


class Line(models.Model):
    route = models.ForeignKey("Route", models.CASCADE)
    name = models.CharField(max_length=60)
    minutes = models.SmallIntegerField()
    since = models.DateField()


class Stop(models.Model):
    name = models.CharField(max_length=60)
    latitude = models.FloatField()
    longitude = models.FloatField()
    has_shelter = models.BooleanField()


class Halt(models.Model):
    line = models.ForeignKey("Line", models.CASCADE)
    stop = models.ForeignKey("Stop", models.CASCADE)
    position = models.SmallIntegerField()
    offset = models.SmallIntegerField()


class Trip(models.Model):
    line = models.ForeignKey("Line", models.CASCADE)
    leaves = models.DateTimeField()
    vehicle = models.CharField(max_length=12)
