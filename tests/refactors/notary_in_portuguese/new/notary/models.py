from django.db import models


class Clerk(models.Model):
    name = models.CharField(max_length=80)
    licence = models.CharField(max_length=10, unique=True)
    is_active = models.BooleanField(default=False)


class Register(models.Model):
    number = models.IntegerField(unique=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    sheets = models.SmallIntegerField()


class Party(models.Model):
    name = models.CharField(max_length=80)
    tax_number = models.CharField(max_length=9, unique=True)
    marital_status = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=120)
    parish = models.CharField(max_length=60)


class Deed(models.Model):
    register = models.ForeignKey("Register", models.CASCADE)
    sheet = models.SmallIntegerField()
    clerk = models.ForeignKey("Clerk", models.CASCADE)
    executed_on = models.DateField()
    subject = models.CharField(max_length=120)
    fee = models.DecimalField(max_digits=10, decimal_places=2)
    is_void = models.BooleanField(default=False)


class DeedParty(models.Model):
    deed = models.ForeignKey("Deed", models.CASCADE)
    party = models.ForeignKey("Party", models.CASCADE)
    capacity = models.CharField(max_length=20)
    has_signed = models.BooleanField(default=False)


class CertifiedCopy(models.Model):
    deed = models.ForeignKey("Deed", models.CASCADE)
    requested_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    access_code = models.UUIDField(unique=True)
