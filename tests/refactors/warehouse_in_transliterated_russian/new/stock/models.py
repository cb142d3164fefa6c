from django.db import models


class Warehouse(models.Model):
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120)
    floor_area = models.IntegerField()
    is_heated = models.BooleanField(default=False)


class Unit(models.Model):
    abbreviation = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=40)


class Item(models.Model):
    sku = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, models.CASCADE)
    purchase_price = models.DecimalField(max_digits=10, decimal_places=2)
    sales_price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    barcode = models.CharField(max_length=13, blank=True)
    is_discontinued = models.BooleanField(default=False)


class Supplier(models.Model):
    name = models.CharField(max_length=100)
    tax_number = models.CharField(max_length=12)
    contact_person = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    payment_days = models.SmallIntegerField()


class DeliveryNote(models.Model):
    number = models.CharField(max_length=12, unique=True)
    dated = models.DateField()
    supplier = models.ForeignKey(Supplier, models.CASCADE)
    warehouse = models.ForeignKey(Warehouse, models.CASCADE)
    is_posted = models.BooleanField(default=False)
    remark = models.TextField(blank=True)


class DeliveryLine(models.Model):
    note = models.ForeignKey(DeliveryNote, models.CASCADE)
    item = models.ForeignKey(Item, models.CASCADE)
    quantity = models.DecimalField(max_digits=10, decimal_places=3)
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)


class Level(models.Model):
    item = models.ForeignKey(Item, models.CASCADE)
    warehouse = models.ForeignKey(Warehouse, models.CASCADE)
    on_hand = models.DecimalField(max_digits=10, decimal_places=3)
    allocated = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    on_order = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    updated_at = models.DateTimeField()
