from django.db import models
from django.utils import timezone


class Taxon(models.Model):
    scientific_name = models.CharField(max_length=80, unique=True)
    common_name = models.CharField(max_length=80, blank=True)


class CollectingSite(models.Model):
    name = models.CharField(max_length=80)
    altitude = models.IntegerField(null=True)


class Accession(models.Model):
    public_id = models.UUIDField(unique=True)
    taxon = models.ForeignKey("Taxon", models.CASCADE)
    collecting_site = models.ForeignKey("CollectingSite", models.SET_NULL, null=True)
    status = models.CharField(
        max_length=12,
        default="stored",
        choices=[("stored", "stored"), ("tested", "tested"), ("spent", "spent")],
    )
    registered_at = models.DateTimeField(default=timezone.now)
    dried_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    collected_on = models.DateField(null=True)
    weight_kg = models.DecimalField(max_digits=8, decimal_places=3)
    notes = models.TextField(blank=True, default="")


class GerminationTest(models.Model):
    accession = models.ForeignKey("Accession", models.CASCADE)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    germination = models.DecimalField(max_digits=4, decimal_places=3)
    read_at = models.DateTimeField()
    is_public = models.BooleanField(default=False)
