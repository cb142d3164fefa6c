from django.db import models


class Contact(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    joined_on = models.DateField()
    role = models.CharField(max_length=6)
    tier = models.CharField(max_length=8, blank=True)


class Gift(models.Model):
    contact = models.ForeignKey("Contact", models.CASCADE)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    given_on = models.DateField()


class Visit(models.Model):
    contact = models.ForeignKey("Contact", models.CASCADE)
    entered_at = models.DateTimeField()
    guests = models.SmallIntegerField()


class Letter(models.Model):
    subject = models.CharField(max_length=80)
    sent_at = models.DateTimeField()
