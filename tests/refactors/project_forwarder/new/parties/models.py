from django.db import models


class TimeStamped(models.Model):
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


class Client(TimeStamped):
    number = models.IntegerField(unique=True)
    name = models.CharField(max_length=80)
    vat_number = models.CharField(max_length=16, blank=True)
    credit_limit = models.DecimalField(max_digits=10, decimal_places=2)


class Address(TimeStamped):
    client = models.ForeignKey(Client, models.CASCADE)
    street = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=10)
    city = models.CharField(max_length=40)
    country = models.CharField(max_length=2)


class Contact(TimeStamped):
    client = models.ForeignKey(Client, models.CASCADE)
    name = models.CharField(max_length=60)
    email = models.EmailField()
    phone = models.CharField(max_length=20, blank=True)


class Vendor(TimeStamped):
    name = models.CharField(max_length=80)
    lead_time_days = models.IntegerField()
    rating = models.SmallIntegerField(null=True)
