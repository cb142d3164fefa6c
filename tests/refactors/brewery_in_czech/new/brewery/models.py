from django.db import models


class Ingredient(models.Model):
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=5)


class Beer(models.Model):
    name = models.CharField(max_length=60, unique=True)
    original_gravity = models.DecimalField(max_digits=4, decimal_places=1)
    bitterness = models.SmallIntegerField(null=True)
    description = models.TextField(blank=True)


class RecipeLine(models.Model):
    beer = models.ForeignKey("Beer", models.CASCADE)
    ingredient = models.ForeignKey("Ingredient", models.CASCADE)
    amount = models.DecimalField(max_digits=8, decimal_places=2)


class Batch(models.Model):
    beer = models.ForeignKey("Beer", models.CASCADE)
    number = models.CharField(max_length=12, unique=True)
    brewed_on = models.DateField()
    bottled_on = models.DateField(null=True)
    litres = models.IntegerField()


class Customer(models.Model):
    name = models.CharField(max_length=80)
    street = models.CharField(max_length=80)
    city = models.CharField(max_length=60)
    postcode = models.CharField(max_length=6)
    company_number = models.CharField(max_length=8, blank=True)


class Order(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    ordered_on = models.DateField()
    is_paid = models.BooleanField()


class OrderLine(models.Model):
    order = models.ForeignKey("Order", models.CASCADE)
    batch = models.ForeignKey("Batch", models.CASCADE)
    quantity = models.SmallIntegerField()
    unit_price = models.DecimalField(max_digits=7, decimal_places=2)
