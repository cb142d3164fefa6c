from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()
    is_active = models.BooleanField()


class Car(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    plate = models.CharField(max_length=10, unique=True)
    make = models.CharField(max_length=30)
    model = models.CharField(max_length=30)
    year = models.SmallIntegerField()
    mileage = models.IntegerField()


class Mechanic(models.Model):
    name = models.CharField(max_length=80)
    hourly_rate = models.DecimalField(max_digits=6, decimal_places=2)
    hired_on = models.DateField()


class Job(models.Model):
    car = models.ForeignKey("Car", models.CASCADE)
    mechanic = models.ForeignKey("Mechanic", models.SET_NULL, null=True)
    complaint = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    labour = models.DecimalField(max_digits=8, decimal_places=2)
    discount = models.DecimalField(max_digits=8, decimal_places=2)


class Part(models.Model):
    sku = models.CharField(max_length=16, unique=True)
    description = models.CharField(max_length=80)
    cost_price = models.DecimalField(max_digits=8, decimal_places=2)
    sales_price = models.DecimalField(max_digits=8, decimal_places=2)
    stock = models.IntegerField()


class JobPart(models.Model):
    job = models.ForeignKey("Job", models.CASCADE)
    part = models.ForeignKey("Part", models.CASCADE)
    quantity = models.SmallIntegerField()


class Invoice(models.Model):
    job = models.OneToOneField("Job", models.CASCADE)
    number = models.CharField(max_length=12, unique=True)
    issued_on = models.DateField()
    due_on = models.DateField()
    paid_on = models.DateField(null=True)
    net = models.DecimalField(max_digits=9, decimal_places=2)
    vat = models.DecimalField(max_digits=9, decimal_places=2)
