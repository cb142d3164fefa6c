from django.db import models


class Section(models.Model):
    code = models.CharField(max_length=4, unique=True)
    description = models.CharField(max_length=80, blank=True)


class Grave(models.Model):
    section = models.ForeignKey("Section", models.CASCADE)
    row = models.SmallIntegerField()
    number = models.IntegerField()
    kind = models.CharField(max_length=12)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)


class Concession(models.Model):
    grave = models.ForeignKey("Grave", models.CASCADE)
    holder = models.ForeignKey("people.Heir", models.SET_NULL, null=True)
    granted_on = models.DateField()
    expires_on = models.DateField(null=True)
    fee = models.DecimalField(max_digits=8, decimal_places=2)
    is_renewable = models.BooleanField(default=False)


class VotiveLight(models.Model):
    grave = models.ForeignKey("Grave", models.CASCADE)
    lit_since = models.DateField()
    paid_until = models.DateField(null=True)
    is_broken = models.BooleanField(default=False)


class Exhumation(models.Model):
    deceased = models.ForeignKey("people.Deceased", models.CASCADE)
    performed_at = models.DateTimeField(null=True)
    minutes = models.TextField(blank=True)
