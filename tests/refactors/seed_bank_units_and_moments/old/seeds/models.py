from django.db import models


class Species(models.Model):
    latin = models.CharField(max_length=80, unique=True)
    common = models.CharField(max_length=80, blank=True)


class Site(models.Model):
    name = models.CharField(max_length=80)
    alt = models.IntegerField(null=True)


class Batch(models.Model):
    token = models.UUIDField(unique=True)
    species = models.ForeignKey("Species", models.CASCADE)
    site = models.ForeignKey("Site", models.SET_NULL, null=True)
    state = models.CharField(
        max_length=12, choices=[("stored", "stored"), ("tested", "tested"), ("spent", "spent")]
    )
    entered = models.DateTimeField()
    dried = models.DateTimeField(null=True)
    frozen = models.DateTimeField(null=True)
    collected = models.DateField(null=True)
    grams = models.IntegerField()
    remarks = models.TextField(blank=True)


class Trial(models.Model):
    batch = models.ForeignKey("Batch", models.CASCADE)
    begun = models.DateField()
    finished = models.DateField(null=True)
    sprouted_pct = models.SmallIntegerField()
    read_ts = models.BigIntegerField()
    public = models.BooleanField(default=False)
