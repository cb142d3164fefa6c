from django.db import models


class Sector(models.Model):
    name = models.CharField(max_length=60)
    altitude_m = models.SmallIntegerField()


class Ropeway(models.Model):
    sector = models.ForeignKey("Sector", models.CASCADE)
    name = models.CharField(max_length=60)
    capacity_per_hour = models.IntegerField()
    built_in = models.SmallIntegerField()


class Stoppage(models.Model):
    ropeway = models.ForeignKey("Ropeway", models.CASCADE)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60)


class Inspection(models.Model):
    ropeway = models.ForeignKey("Ropeway", models.CASCADE)
    inspected_on = models.DateField()
    result = models.CharField(max_length=12)


class Piste(models.Model):
    sector = models.ForeignKey("Sector", models.CASCADE)
    name = models.CharField(max_length=60)
    difficulty = models.CharField(max_length=8)
    length_m = models.IntegerField()


class SnowGroomer(models.Model):
    number = models.CharField(max_length=8, unique=True)
    engine_hours = models.IntegerField()


class Grooming(models.Model):
    piste = models.ForeignKey("Piste", models.CASCADE)
    snow_groomer = models.ForeignKey("SnowGroomer", models.SET_NULL, null=True)
    groomed_at = models.DateTimeField()


class SnowGun(models.Model):
    piste = models.ForeignKey("Piste", models.CASCADE)
    serial_number = models.CharField(max_length=16, unique=True)
    power_kw = models.DecimalField(max_digits=5, decimal_places=1)


class WeatherReading(models.Model):
    sector = models.ForeignKey("Sector", models.CASCADE)
    measured_at = models.DateTimeField()
    temperature = models.DecimalField(max_digits=4, decimal_places=1)
    snow_depth_cm = models.SmallIntegerField(null=True)
