from django.db import models


class Payment(models.Model):
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    received = models.DateField()
