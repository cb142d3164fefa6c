from django.db import models


class Plan(models.Model):
    class Interval(models.TextChoices):
        MONTH = "month"
        YEAR = "year"

    code = models.SlugField(unique=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    interval = models.CharField(max_length=5, choices=Interval.choices)
    seats = models.IntegerField(null=True)


class Account(models.Model):
    company = models.CharField(max_length=120)
    vat_id = models.CharField(max_length=20, blank=True)
    active = models.BooleanField(default=True)
    timezone = models.CharField(max_length=60, default="UTC")


class Subscription(models.Model):
    account = models.ForeignKey(Account, models.CASCADE)
    plan = models.ForeignKey(Plan, models.PROTECT)
    start_date = models.DateField()
    end_date = models.DateField(null=True)
    quantity = models.IntegerField()


class Invoice(models.Model):
    subscription = models.ForeignKey(Subscription, models.PROTECT)
    number = models.CharField(max_length=20, unique=True)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    issued_on = models.DateField()


class Receipt(models.Model):
    invoice = models.ForeignKey(Invoice, models.PROTECT)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    received_at = models.DateTimeField()
    provider_reference = models.CharField(max_length=60, unique=True)
    refunded = models.DecimalField(max_digits=12, decimal_places=2, help_text="how much of it")
