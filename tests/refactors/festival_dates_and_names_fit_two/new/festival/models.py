from django.db import models


class Venue(models.Model):
    name = models.CharField(max_length=40)
    seats = models.IntegerField()


class Artist(models.Model):
    stage_name = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    website = models.CharField(max_length=200)


class Show(models.Model):
    venue = models.ForeignKey("Venue", models.CASCADE)
    artist = models.ForeignKey("Artist", models.CASCADE)
    title = models.CharField(max_length=80)
    subtitle = models.CharField(max_length=80, blank=True)
    held_on = models.DateField()
    announced_on = models.DateField(null=True)
    gross_fee = models.DecimalField(max_digits=8, decimal_places=2)
    net_fee = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    has_encore = models.BooleanField()


class Ticket(models.Model):
    show = models.ForeignKey("Show", models.CASCADE)
    holder_name = models.CharField(max_length=80)
    buyer_name = models.CharField(max_length=80, blank=True)
    sold_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    barcode = models.CharField(max_length=16)
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Helper(models.Model):
    full_name = models.CharField(max_length=80)
    task = models.CharField(max_length=30)
    venue = models.ForeignKey("Venue", models.SET_NULL, null=True)
    first_day = models.DateField()
    last_day = models.DateField()
