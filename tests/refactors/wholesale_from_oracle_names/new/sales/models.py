from django.db import models


class Region(models.Model):
    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=40)


class Customer(models.Model):
    number = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)
    name_suffix = models.CharField(max_length=60, blank=True)
    street = models.CharField(max_length=80)
    address_extra = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10)
    region = models.ForeignKey(Region, models.CASCADE)
    credit_limit = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)


class Article(models.Model):
    sku = models.CharField(max_length=12, unique=True)
    description = models.CharField(max_length=120)
    list_price = models.DecimalField(max_digits=10, decimal_places=2)
    standard_cost = models.DecimalField(max_digits=10, decimal_places=2)
    unit = models.CharField(max_length=3)
    is_deleted = models.BooleanField(default=False)


class Order(models.Model):
    number = models.CharField(max_length=12, unique=True)
    customer = models.ForeignKey(Customer, models.CASCADE)
    ordered_on = models.DateField()
    status = models.CharField(
        max_length=10,
        choices=[
            ("new", "New"),
            ("picked", "Picked"),
            ("shipped", "Shipped"),
            ("cancelled", "Cancelled"),
        ],
    )
    customer_reference = models.CharField(max_length=20, blank=True)
    total = models.DecimalField(max_digits=12, decimal_places=2)


class OrderLine(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    article = models.ForeignKey(Article, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2)


class Shipment(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    shipped_at = models.DateTimeField()
    carrier = models.CharField(max_length=6)
    packages = models.SmallIntegerField()
    tracking_number = models.CharField(max_length=24, blank=True)
