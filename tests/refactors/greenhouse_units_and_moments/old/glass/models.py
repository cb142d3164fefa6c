from django.db import models


class House(models.Model):
    name = models.CharField(max_length=40)
    heated = models.BooleanField()


class Plot(models.Model):
    house = models.ForeignKey("House", models.CASCADE)
    no = models.SmallIntegerField()
    length_cm = models.IntegerField()
    cleared = models.DateTimeField(null=True)


class Crop(models.Model):
    name = models.CharField(max_length=60)
    latin = models.CharField(max_length=80, blank=True)
    days = models.SmallIntegerField(null=True)


class Sowing(models.Model):
    ref = models.UUIDField()
    plot = models.ForeignKey("Plot", models.CASCADE)
    crop = models.ForeignKey("Crop", models.CASCADE)
    sown = models.DateField()
    pricked = models.DateField(null=True)
    planted = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)


class Watering(models.Model):
    plot = models.ForeignKey("Plot", models.CASCADE)
    begun_ts = models.IntegerField()
    minutes = models.IntegerField()
    litres = models.IntegerField()


class Harvest(models.Model):
    sowing = models.ForeignKey("Sowing", models.CASCADE)
    kilos = models.DecimalField(max_digits=8, decimal_places=2)
    cents = models.IntegerField()
    picked = models.DateField()
