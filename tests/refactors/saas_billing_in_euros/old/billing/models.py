from django.db import models


class Plan(models.Model):
    code = models.SlugField(unique=True)
    price = models.IntegerField(help_text="cents")
    interval = models.CharField(max_length=1, choices=[("M", "monthly"), ("Y", "yearly")])
    seats = models.IntegerField(null=True)


class Account(models.Model):
    company = models.CharField(max_length=80)
    vat_id = models.CharField(max_length=20, blank=True)
    suspended = models.BooleanField(default=False)
    referrer = models.CharField(max_length=60)


class Subscription(models.Model):
    account = models.ForeignKey(Account, models.CASCADE)
    plan = models.ForeignKey(Plan, models.PROTECT)
    start = models.DateField()
    end = models.DateField(null=True)
    quantity = models.IntegerField()


class Invoice(models.Model):
    subscription = models.ForeignKey(Subscription, models.PROTECT)
    number = models.CharField(max_length=20, unique=True)
    total = models.BigIntegerField(help_text="cents")
    issued = models.DateField()


class Payment(models.Model):
    invoice = models.ForeignKey(Invoice, models.PROTECT)
    amount = models.IntegerField(help_text="cents")
    received = models.DateTimeField()
    provider_ref = models.CharField(max_length=40, unique=True)
    refunded = models.BooleanField(default=False)
