from django.db import models


class Offer(models.Model):
    title = models.CharField(max_length=40)
    net_price = models.DecimalField(max_digits=8, decimal_places=2)
    gross_price = models.DecimalField(max_digits=8, decimal_places=2)
    sales_email = models.EmailField()
    support_email = models.EmailField(blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
