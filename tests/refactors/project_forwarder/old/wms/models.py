from crew.models import Depot, Driver
from django.conf import settings
from django.db import models


class Base(models.Model):
    created = models.DateTimeField()
    updated = models.DateTimeField()

    class Meta:
        abstract = True


class Customer(Base):
    cust_no = models.IntegerField(unique=True)
    name = models.CharField(max_length=80)
    vat = models.CharField(max_length=16, blank=True)
    credit = models.DecimalField(max_digits=10, decimal_places=2)


class CustomerAddress(Base):
    customer = models.ForeignKey(Customer, models.CASCADE)
    street = models.CharField(max_length=80)
    zip = models.CharField(max_length=10)
    town = models.CharField(max_length=40)
    country = models.CharField(max_length=2)


class CustomerContact(Base):
    customer = models.ForeignKey(Customer, models.CASCADE)
    name = models.CharField(max_length=60)
    mail = models.EmailField()
    tel = models.CharField(max_length=20, blank=True)


class Supplier(Base):
    name = models.CharField(max_length=80)
    lead_days = models.IntegerField()
    rating = models.SmallIntegerField(null=True)


class Unit(models.Model):
    code = models.CharField(max_length=6, unique=True)
    descr = models.CharField(max_length=40)


class ItemGroup(models.Model):
    name = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.CASCADE, null=True)


class Item(Base):
    group = models.ForeignKey(ItemGroup, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT)
    sku = models.CharField(max_length=20, unique=True)
    descr = models.CharField(max_length=120)
    weight = models.FloatField()
    hazardous = models.BooleanField(default=False)


class ItemSupplier(models.Model):
    item = models.ForeignKey(Item, models.CASCADE)
    supplier = models.ForeignKey(Supplier, models.CASCADE)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    order_no = models.CharField(max_length=20)


class Hall(models.Model):
    depot = models.ForeignKey(Depot, models.CASCADE)
    name = models.CharField(max_length=20)
    cooled = models.BooleanField(default=False)


class Shelf(models.Model):
    hall = models.ForeignKey(Hall, models.CASCADE)
    row = models.IntegerField()
    level = models.IntegerField()
    max_kg = models.IntegerField()


class Holding(Base):
    shelf = models.ForeignKey(Shelf, models.PROTECT)
    item = models.ForeignKey(Item, models.PROTECT)
    qty = models.IntegerField()
    expires = models.DateField(null=True)


class Movement(models.Model):
    holding = models.ForeignKey(Holding, models.CASCADE)
    delta = models.IntegerField()
    at = models.DateTimeField()
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    reason = models.CharField(max_length=60)


class StockCount(Base):
    hall = models.ForeignKey(Hall, models.CASCADE)
    day = models.DateField()
    done = models.BooleanField(default=False)


class StockCountLine(models.Model):
    count = models.ForeignKey(StockCount, models.CASCADE)
    holding = models.ForeignKey(Holding, models.CASCADE)
    counted = models.IntegerField()
    expected = models.IntegerField()


class CustomerOrder(Base):
    customer = models.ForeignKey(Customer, models.PROTECT)
    deliver_to = models.ForeignKey(CustomerAddress, models.PROTECT)
    number = models.CharField(max_length=16, unique=True)
    ordered = models.DateField()
    wanted = models.DateField(null=True)
    note = models.TextField(blank=True)


class CustomerOrderLine(models.Model):
    order = models.ForeignKey(CustomerOrder, models.CASCADE)
    item = models.ForeignKey(Item, models.PROTECT)
    pos = models.IntegerField()
    qty = models.IntegerField()
    price = models.DecimalField(max_digits=10, decimal_places=2)


class Truck(models.Model):
    depot = models.ForeignKey(Depot, models.PROTECT)
    plate = models.CharField(max_length=10, unique=True)
    payload = models.IntegerField()
    bought = models.DateField()


class Tour(Base):
    truck = models.ForeignKey(Truck, models.PROTECT)
    driver = models.ForeignKey(Driver, models.PROTECT)
    day = models.DateField()
    km = models.IntegerField(null=True)


class TourStop(models.Model):
    tour = models.ForeignKey(Tour, models.CASCADE)
    address = models.ForeignKey(CustomerAddress, models.PROTECT)
    seq = models.IntegerField()
    eta = models.DateTimeField()
    arrived = models.DateTimeField(null=True)


class Parcel(Base):
    order = models.ForeignKey(CustomerOrder, models.PROTECT)
    stop = models.ForeignKey(TourStop, models.SET_NULL, null=True)
    barcode = models.CharField(max_length=20, unique=True)
    kg = models.FloatField()
    signed_by = models.CharField(max_length=60, blank=True)


class ParcelEvent(models.Model):
    parcel = models.ForeignKey(Parcel, models.CASCADE)
    at = models.DateTimeField()
    text = models.CharField(max_length=80)


class Damage(Base):
    parcel = models.ForeignKey(Parcel, models.PROTECT)
    descr = models.TextField()
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    paid = models.BooleanField(default=False)


class FuelStop(models.Model):
    truck = models.ForeignKey(Truck, models.CASCADE)
    at = models.DateTimeField()
    litres = models.FloatField()
    odometer = models.IntegerField()


class Inspection(models.Model):
    truck = models.ForeignKey(Truck, models.CASCADE)
    day = models.DateField()
    passed = models.BooleanField()
    remarks = models.TextField(blank=True)


class Tariff(models.Model):
    name = models.CharField(max_length=40)
    valid_from = models.DateField()
    per_km = models.DecimalField(max_digits=6, decimal_places=3)
    per_kg = models.DecimalField(max_digits=6, decimal_places=3)
    customers = models.ManyToManyField(Customer)
