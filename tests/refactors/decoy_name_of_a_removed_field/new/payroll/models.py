from django.db import models


class Payslip(models.Model):
    month = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)
