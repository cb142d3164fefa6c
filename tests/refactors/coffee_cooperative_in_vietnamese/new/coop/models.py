from django.db import models


class Grower(models.Model):
    full_name = models.CharField(max_length=80)
    identity_number = models.CharField(max_length=12, unique=True)
    born_on = models.DateField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    has_left = models.BooleanField(default=False)


class Plot(models.Model):
    grower = models.ForeignKey("Grower", models.CASCADE)
    label = models.CharField(max_length=40)
    hectares = models.DecimalField(max_digits=6, decimal_places=2)
    altitude_m = models.SmallIntegerField()
    planted_in = models.SmallIntegerField(null=True)


class Variety(models.Model):
    name = models.CharField(max_length=40, unique=True)
    notes = models.TextField(blank=True)


class Picking(models.Model):
    plot = models.ForeignKey("Plot", models.CASCADE)
    variety = models.ForeignKey("Variety", models.CASCADE)
    picked_on = models.DateField()
    weight_kg = models.DecimalField(max_digits=8, decimal_places=2)
    ripe_percent = models.SmallIntegerField()


class Lot(models.Model):
    lot_number = models.CharField(max_length=16, unique=True)
    variety = models.ForeignKey("Variety", models.CASCADE)
    process = models.CharField(max_length=12)
    moisture = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    bagged_at = models.DateTimeField(null=True)


class Cupping(models.Model):
    lot = models.ForeignKey("Lot", models.CASCADE)
    taster = models.CharField(max_length=80)
    cupped_at = models.DateTimeField()
    score = models.DecimalField(max_digits=4, decimal_places=2)
    comment = models.TextField(blank=True)


class SalesContract(models.Model):
    buyer = models.CharField(max_length=80)
    signed_on = models.DateField()
    price_per_kg = models.DecimalField(max_digits=10, decimal_places=2)
    is_delivered = models.BooleanField(default=False)


class ContractLine(models.Model):
    contract = models.ForeignKey("SalesContract", models.CASCADE)
    lot = models.ForeignKey("Lot", models.CASCADE)
    bags = models.IntegerField()
