from django.db import models


class Car(models.Model):
    plate = models.CharField(max_length=10)
    leased = models.BooleanField(default=False)
    winter_tyres = models.BooleanField(null=True)
    insured = models.BooleanField()
    is_deleted = models.BooleanField(default=False)
