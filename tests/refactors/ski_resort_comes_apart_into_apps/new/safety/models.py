from django.db import models


class Patroller(models.Model):
    full_name = models.CharField(max_length=80)
    grade = models.SmallIntegerField()


class Accident(models.Model):
    piste = models.ForeignKey("lifts.Piste", models.SET_NULL, null=True)
    patroller = models.ForeignKey("Patroller", models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    injury = models.CharField(max_length=40, blank=True)
    taken_to_hospital = models.BooleanField(default=False)


class AvalancheBulletin(models.Model):
    sector = models.ForeignKey("lifts.Sector", models.CASCADE)
    valid_on = models.DateField()
    danger_level = models.SmallIntegerField()
    text = models.TextField(blank=True)


class Blasting(models.Model):
    sector = models.ForeignKey("lifts.Sector", models.CASCADE)
    patroller = models.ForeignKey("Patroller", models.CASCADE)
    fired_at = models.DateTimeField()
    charge_kg = models.DecimalField(max_digits=5, decimal_places=2)


class RescueSled(models.Model):
    number = models.CharField(max_length=8, unique=True)
    kept_at = models.ForeignKey("lifts.Ropeway", models.SET_NULL, null=True)
