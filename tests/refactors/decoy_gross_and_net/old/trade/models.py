from django.db import models


class Offer(models.Model):
    title = models.CharField(max_length=40)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    email = models.EmailField()
    date = models.DateField()
