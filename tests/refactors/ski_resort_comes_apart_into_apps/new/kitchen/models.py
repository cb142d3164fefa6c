from django.db import models


class Restaurant(models.Model):
    sector = models.ForeignKey("lifts.Sector", models.CASCADE)
    name = models.CharField(max_length=60)
    seats = models.SmallIntegerField()


class Dish(models.Model):
    restaurant = models.ForeignKey("Restaurant", models.CASCADE)
    name = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=6, decimal_places=2)
    is_vegetarian = models.BooleanField(default=False)


class DiningTable(models.Model):
    restaurant = models.ForeignKey("Restaurant", models.CASCADE)
    number = models.SmallIntegerField()
    is_outdoors = models.BooleanField(default=False)


class Bill(models.Model):
    dining_table = models.ForeignKey("DiningTable", models.CASCADE)
    issued_at = models.DateTimeField()
    tip = models.DecimalField(max_digits=6, decimal_places=2, null=True)


class BillLine(models.Model):
    bill = models.ForeignKey("Bill", models.CASCADE)
    dish = models.ForeignKey("Dish", models.CASCADE)
    quantity = models.SmallIntegerField()
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Supplier(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)


class Delivery(models.Model):
    supplier = models.ForeignKey("Supplier", models.CASCADE)
    restaurant = models.ForeignKey("Restaurant", models.CASCADE)
    arrived_on = models.DateField()
    invoice_number = models.CharField(max_length=20, blank=True)


class Waste(models.Model):
    dish = models.ForeignKey("Dish", models.CASCADE)
    portions = models.SmallIntegerField()
    thrown_on = models.DateField()
