from django.db import models


class Plot(models.Model):
    name = models.CharField(max_length=40)
    area_ha = models.DecimalField(max_digits=6, decimal_places=2)
    slope = models.SmallIntegerField(null=True)
    is_organic = models.BooleanField()


class Grape(models.Model):
    name = models.CharField(max_length=40)
    colour = models.CharField(max_length=5)


class Planting(models.Model):
    plot = models.ForeignKey("Plot", models.CASCADE)
    grape = models.ForeignKey("Grape", models.CASCADE)
    year = models.SmallIntegerField()
    vines = models.IntegerField()


class Harvest(models.Model):
    planting = models.ForeignKey("Planting", models.CASCADE)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    quantity_kg = models.DecimalField(max_digits=9, decimal_places=2)
    sugar = models.DecimalField(max_digits=5, decimal_places=2)
    remarks = models.TextField(blank=True)


class Barrel(models.Model):
    number = models.CharField(max_length=8, unique=True)
    capacity_l = models.SmallIntegerField()
    wood = models.CharField(max_length=20)
    age_years = models.SmallIntegerField()


class Wine(models.Model):
    harvest = models.ForeignKey("Harvest", models.CASCADE)
    barrel = models.ForeignKey("Barrel", models.SET_NULL, null=True)
    label = models.CharField(max_length=80)
    alcohol = models.DecimalField(max_digits=4, decimal_places=2)
    is_ready = models.BooleanField()


class Bottling(models.Model):
    wine = models.ForeignKey("Wine", models.CASCADE)
    filled_at = models.DateTimeField()
    bottles = models.IntegerField()
    remarks = models.TextField(blank=True)


class Customer(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)


class Order(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    wine = models.ForeignKey("Wine", models.CASCADE)
    bottles = models.SmallIntegerField()
    price = models.DecimalField(max_digits=8, decimal_places=2)
    ordered_on = models.DateField()
    is_paid = models.BooleanField()
