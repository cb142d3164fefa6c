from django.db import models
from django.utils import timezone


class Holding(models.Model):
    name = models.CharField(max_length=80)
    area = models.DecimalField(max_digits=8, decimal_places=2)
    is_organic = models.BooleanField()
    is_member = models.BooleanField(default=True)
    has_workshop = models.BooleanField(default=False)
    notes = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(default=timezone.now)


class Implement(models.Model):
    name = models.CharField(max_length=60)
    serial_number = models.CharField(max_length=20, unique=True)
    acquired_on = models.DateField()
    inspected_on = models.DateField(null=True)
    hourly_rate = models.DecimalField(max_digits=6, decimal_places=2)


class Driver(models.Model):
    full_name = models.CharField(max_length=80)
    licence_class = models.CharField(max_length=3)


class Hire(models.Model):
    holding = models.ForeignKey("Holding", models.CASCADE)
    implement = models.ForeignKey("Implement", models.CASCADE)
    driver = models.ForeignKey("Driver", models.SET_NULL, null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    duration_hours = models.DecimalField(max_digits=5, decimal_places=1)
    status = models.CharField(max_length=10, default="open")


class Insurance(models.Model):
    implement = models.ForeignKey("Implement", models.CASCADE)
    since = models.DateField()
    premium = models.DecimalField(max_digits=8, decimal_places=2)


class Refuelling(models.Model):
    implement = models.ForeignKey("Implement", models.CASCADE)
    fuelled_on = models.DateField()
    litres = models.DecimalField(max_digits=6, decimal_places=1)
