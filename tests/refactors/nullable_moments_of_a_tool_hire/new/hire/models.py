from django.db import models


class Yard(models.Model):
    place = models.CharField(max_length=60)
    open_since = models.DateField(null=True)


class Asset(models.Model):
    external_id = models.UUIDField(null=True)
    description = models.CharField(max_length=80)
    home_yard = models.ForeignKey(Yard, models.SET_NULL, null=True)
    purchased_on = models.DateField(null=True)
    last_tested_at = models.DateTimeField(null=True)
    scrapped_on = models.DateField(null=True)
    purchase_price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Customer(models.Model):
    name = models.CharField(max_length=80)
    contact_name = models.CharField(max_length=80, null=True)
    portal_key = models.UUIDField(null=True)
    is_locked = models.BooleanField(default=False)


class Rental(models.Model):
    asset = models.ForeignKey(Asset, models.CASCADE)
    customer = models.ForeignKey(Customer, models.CASCADE)
    handed_over_at = models.DateTimeField()
    brought_back_at = models.DateTimeField(null=True)
    expected_back_on = models.DateField(null=True)
    signature_id = models.UUIDField(null=True)
    deposit_paid = models.DecimalField(max_digits=7, decimal_places=2, null=True)
