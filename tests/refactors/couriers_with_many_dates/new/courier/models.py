from django.db import models


class Hub(models.Model):
    name = models.CharField(max_length=40)
    opened_on = models.DateField(null=True)


class Shipment(models.Model):
    public_id = models.UUIDField(unique=True)
    hub = models.ForeignKey("Hub", models.CASCADE)
    accepted_at = models.DateTimeField()
    last_scanned_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    promised_on = models.DateField(null=True)
    archived_at = models.DateTimeField(null=True)
    weight_kg = models.DecimalField(max_digits=7, decimal_places=3)


class DeliveryAttempt(models.Model):
    shipment = models.ForeignKey("Shipment", models.CASCADE)
    attempted_at = models.DateTimeField()
    result = models.CharField(max_length=10)
