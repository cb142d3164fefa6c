from django.db import models


class Branch(models.Model):
    code = models.CharField(max_length=4, unique=True)
    town = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)


class Borrower(models.Model):
    surname = models.CharField(max_length=40)
    given = models.CharField(max_length=40)
    mail = models.EmailField(blank=True)
    home = models.ForeignKey("Branch", models.CASCADE)
    card_no = models.CharField(max_length=10, unique=True)
    card_expires = models.DateField()
    card_blocked = models.BooleanField()
    prefs = models.JSONField()


class Item(models.Model):
    branch = models.ForeignKey("Branch", models.CASCADE)
    label = models.CharField(max_length=14, unique=True)
    medium = models.CharField(max_length=1)
    bought = models.DateField(null=True)


class Checkout(models.Model):
    borrower = models.ForeignKey("Borrower", models.CASCADE)
    item = models.ForeignKey("Item", models.CASCADE)
    out = models.DateTimeField()
    due = models.DateField()
    back = models.DateTimeField(null=True)


class Charge(models.Model):
    checkout = models.ForeignKey("Checkout", models.CASCADE)
    sum = models.DecimalField(max_digits=6, decimal_places=2)
    paid = models.BooleanField()
