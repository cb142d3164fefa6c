from django.db import models


class Donor(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    since = models.DateField()


class Member(models.Model):
    full_name = models.CharField(max_length=80)
    mail = models.EmailField(blank=True)
    joined = models.DateField()
    tier = models.CharField(max_length=8)


class Gift(models.Model):
    donor = models.ForeignKey("Donor", models.CASCADE)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    given = models.DateField()


class Visit(models.Model):
    member = models.ForeignKey("Member", models.CASCADE)
    entered = models.DateTimeField()
    guests = models.SmallIntegerField()


class Letter(models.Model):
    subject = models.CharField(max_length=80)
    sent = models.DateTimeField()
