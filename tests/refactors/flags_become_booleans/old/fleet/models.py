from django.db import models


class Car(models.Model):
    plate = models.CharField(max_length=10)
    leased = models.IntegerField(default=0)
    winter_tyres = models.SmallIntegerField(null=True)
    insured = models.CharField(max_length=1, choices=[("Y", "yes"), ("N", "no")])
    is_del = models.IntegerField(default=0)
