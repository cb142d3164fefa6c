from django.db import models


class Customer(models.Model):
    company_name = models.CharField(max_length=80)
    vat_number = models.CharField(max_length=11, unique=True)
    address = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    credit_limit = models.DecimalField(max_digits=9, decimal_places=2)
    is_blocked = models.BooleanField()


class Driver(models.Model):
    last_name = models.CharField(max_length=40)
    first_name = models.CharField(max_length=40)
    licence_number = models.CharField(max_length=12, unique=True)
    hired_on = models.DateField()


class Vehicle(models.Model):
    plate = models.CharField(max_length=8, unique=True)
    payload_kg = models.IntegerField()
    registered_on = models.DateField()
    inspected_on = models.DateField(null=True)


class Depot(models.Model):
    code = models.CharField(max_length=4, unique=True)
    city = models.CharField(max_length=40)
    docks = models.SmallIntegerField()


class Consignment(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    recipient = models.CharField(max_length=80)
    sender = models.CharField(max_length=80)
    packages = models.SmallIntegerField()
    net_weight = models.DecimalField(max_digits=8, decimal_places=2)
    gross_weight = models.DecimalField(max_digits=8, decimal_places=2)
    collected_on = models.DateField()
    delivered_on = models.DateField(null=True)
    is_insured = models.BooleanField()


class Trip(models.Model):
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    driver = models.ForeignKey("Driver", models.CASCADE)
    departed_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    odometer_start = models.IntegerField()
    odometer_end = models.IntegerField()


class Load(models.Model):
    trip = models.ForeignKey("Trip", models.CASCADE)
    consignment = models.ForeignKey("Consignment", models.CASCADE)
    depot = models.ForeignKey("Depot", models.SET_NULL, null=True)
    position = models.SmallIntegerField()


class Invoice(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    number = models.CharField(max_length=12, unique=True)
    issued_on = models.DateField()
    net_amount = models.DecimalField(max_digits=9, decimal_places=2)
    is_paid = models.BooleanField()
    disputed_on = models.DateField(null=True)
