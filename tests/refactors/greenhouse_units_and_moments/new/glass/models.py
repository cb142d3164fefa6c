from django.db import models


class House(models.Model):
    title = models.CharField(max_length=40)
    is_heated = models.BooleanField()


class Bed(models.Model):
    house = models.ForeignKey("House", models.CASCADE)
    number = models.SmallIntegerField()
    length_m = models.DecimalField(max_digits=6, decimal_places=2)
    cleared_at = models.DateTimeField(null=True)


class Variety(models.Model):
    name = models.CharField(max_length=60)
    botanical_name = models.CharField(max_length=80, blank=True)
    days_to_harvest = models.SmallIntegerField(null=True)


class Planting(models.Model):
    public_id = models.UUIDField()
    bed = models.ForeignKey("Bed", models.CASCADE)
    variety = models.ForeignKey("Variety", models.CASCADE)
    sown_on = models.DateField()
    pricked_out_on = models.DateField(null=True)
    planted_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    notes = models.TextField(blank=True)


class Watering(models.Model):
    bed = models.ForeignKey("Bed", models.CASCADE)
    started_at = models.DateTimeField()
    duration = models.DurationField()
    volume_litres = models.IntegerField()


class Picking(models.Model):
    planting = models.ForeignKey("Planting", models.CASCADE)
    weight_kg = models.DecimalField(max_digits=8, decimal_places=2)
    revenue = models.DecimalField(max_digits=10, decimal_places=2)
    picked_on = models.DateField()
