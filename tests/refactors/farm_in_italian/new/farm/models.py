from django.db import models


class Holding(models.Model):
    name = models.CharField(max_length=80)
    municipality = models.CharField(max_length=60)
    hectares = models.DecimalField(max_digits=7, decimal_places=2)


class Field(models.Model):
    holding = models.ForeignKey(Holding, models.CASCADE)
    label = models.CharField(max_length=8)
    area = models.DecimalField(max_digits=7, decimal_places=2)
    is_irrigated = models.BooleanField(default=False)
    organic_since = models.DateField(null=True)


class Crop(models.Model):
    name = models.CharField(max_length=60, unique=True)
    family = models.CharField(max_length=60, blank=True)


class Sowing(models.Model):
    field = models.ForeignKey(Field, models.CASCADE)
    crop = models.ForeignKey(Crop, models.CASCADE)
    sown_on = models.DateField()
    seed_kg = models.DecimalField(max_digits=8, decimal_places=2)
    notes = models.TextField(blank=True)


class Watering(models.Model):
    field = models.ForeignKey(Field, models.CASCADE)
    started_at = models.DateTimeField()
    duration = models.DurationField()
    cubic_metres = models.DecimalField(max_digits=8, decimal_places=2)


class Harvest(models.Model):
    sowing = models.ForeignKey(Sowing, models.CASCADE)
    harvested_on = models.DateField()
    weight_kg = models.DecimalField(max_digits=10, decimal_places=2)
    moisture = models.DecimalField(max_digits=4, decimal_places=1, null=True)


class Animal(models.Model):
    ear_tag = models.CharField(max_length=14, unique=True)
    species = models.CharField(max_length=12)
    born_on = models.DateField(null=True)
    sire = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    dam = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    is_sold = models.BooleanField(default=False)


class Milking(models.Model):
    animal = models.ForeignKey(Animal, models.CASCADE)
    milked_at = models.DateTimeField()
    litres = models.DecimalField(max_digits=5, decimal_places=2)
    fat_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)
