from django.db import models


class Flat(models.Model):
    address = models.CharField(max_length=80)
    rooms = models.SmallIntegerField()
    monthly_rent = models.DecimalField(max_digits=8, decimal_places=2)


class Tenant(models.Model):
    full_name = models.CharField(max_length=80)
    flat = models.ForeignKey("Flat", models.SET_NULL, null=True)
    moved_in_on = models.DateField()


class Note(models.Model):
    flat = models.ForeignKey("Flat", models.SET_NULL, null=True)
    tenant = models.ForeignKey("Tenant", models.SET_NULL, null=True)
    body = models.TextField()
    written_at = models.DateTimeField()
