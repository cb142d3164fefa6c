from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=80)
    sku = models.CharField(max_length=12)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    needs_prescription = models.BooleanField()
    stock = models.IntegerField()


class Category(models.Model):
    title = models.CharField(max_length=40)
    products = models.ManyToManyField("Product")


class Client(models.Model):
    company = models.CharField(max_length=80)
    tax_number = models.CharField(max_length=9)
    city = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField()


class Order(models.Model):
    client = models.ForeignKey("Client", models.CASCADE)
    ordered_on = models.DateField()
    shipped_at = models.DateTimeField(null=True)
    remarks = models.TextField(blank=True)


class OrderLine(models.Model):
    order = models.ForeignKey("Order", models.CASCADE)
    product = models.ForeignKey("Product", models.CASCADE)
    quantity = models.IntegerField()
    discount = models.DecimalField(max_digits=5, decimal_places=2)


class Invoice(models.Model):
    order = models.ForeignKey("Order", models.CASCADE)
    number = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    issued_on = models.DateField()
    paid_on = models.DateField(null=True)


class Payment(models.Model):
    invoice = models.ForeignKey("Invoice", models.CASCADE)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    received_at = models.DateTimeField()


class Route(models.Model):
    name = models.CharField(max_length=40)
    driver = models.CharField(max_length=60)
    departs_at = models.TimeField()


class Stop(models.Model):
    route = models.ForeignKey("Route", models.CASCADE)
    client = models.ForeignKey("Client", models.CASCADE)
    position = models.SmallIntegerField()
