from django.db import models


class Hall(models.Model):
    letter = models.CharField(max_length=2)
    square_metres = models.IntegerField()


class Exhibitor(models.Model):
    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2)


class Stand(models.Model):
    hall = models.ForeignKey("Hall", models.CASCADE)
    number = models.CharField(max_length=6)
    square_metres = models.IntegerField()
    corner = models.BooleanField()


class Booking(models.Model):
    stand = models.ForeignKey("Stand", models.CASCADE)
    exhibitor = models.ForeignKey("Exhibitor", models.CASCADE)
    rent = models.DecimalField(max_digits=10, decimal_places=2)
    built_from = models.DateField()
    confirmed = models.DateTimeField(null=True)


class Inspection(models.Model):
    booking = models.ForeignKey("Booking", models.CASCADE)
    inspector = models.CharField(max_length=60)
    passed = models.BooleanField()
    remarks = models.TextField(blank=True)


class Visit(models.Model):
    ticket = models.CharField(max_length=12)
    gate = models.SmallIntegerField()
    scanned_at = models.DateTimeField()


class Bill(models.Model):
    booking = models.ForeignKey("Booking", models.CASCADE)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    due = models.DateField()
