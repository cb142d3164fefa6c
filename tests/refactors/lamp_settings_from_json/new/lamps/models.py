from django.db import models


class Cabinet(models.Model):
    name = models.CharField(max_length=10, unique=True)
    street = models.CharField(max_length=80)


class Luminaire(models.Model):
    cabinet = models.ForeignKey("Cabinet", models.CASCADE)
    pole_number = models.CharField(max_length=10)
    installed_on = models.DateField(null=True)
    dim = models.SmallIntegerField()
    colour = models.SmallIntegerField()
    always_on = models.BooleanField()
    group = models.CharField(max_length=20)


class Incident(models.Model):
    luminaire = models.ForeignKey("Luminaire", models.CASCADE)
    reported_at = models.DateTimeField()
    repaired_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=60, blank=True)
