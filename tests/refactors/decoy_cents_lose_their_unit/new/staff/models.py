from django.db import models


class Contract(models.Model):
    person = models.CharField(max_length=60)
    salary = models.DecimalField(max_digits=10, decimal_places=2)
    bonus_eur = models.DecimalField(max_digits=10, decimal_places=2)
