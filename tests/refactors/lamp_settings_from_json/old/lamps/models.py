from django.db import models


class Cabinet(models.Model):
    code = models.CharField(max_length=10, unique=True)
    street = models.CharField(max_length=80)


class Lamp(models.Model):
    cabinet = models.ForeignKey("Cabinet", models.CASCADE)
    pole = models.CharField(max_length=10)
    installed = models.DateField(null=True)
    config = models.JSONField()


class Fault(models.Model):
    lamp = models.ForeignKey("Lamp", models.CASCADE)
    reported = models.DateTimeField()
    fixed = models.DateTimeField(null=True)
    cause = models.CharField(max_length=60, blank=True)
