from booking.models import Booking
from django.db import models


class Invoice(models.Model):
    booking = models.OneToOneField(Booking, models.PROTECT)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    paid = models.BooleanField(default=False)
    currency = models.CharField(max_length=3, default="EUR")
