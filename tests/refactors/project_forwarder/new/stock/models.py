from django.conf import settings
from django.db import models
from parties.models import TimeStamped, Vendor
from personnel.models import Branch


class UnitOfMeasure(models.Model):
    code = models.CharField(max_length=6, unique=True)
    description = models.CharField(max_length=40)


class ProductCategory(models.Model):
    name = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.CASCADE, null=True)


class Product(TimeStamped):
    category = models.ForeignKey(ProductCategory, models.PROTECT)
    unit = models.ForeignKey(UnitOfMeasure, models.PROTECT)
    sku = models.CharField(max_length=20, unique=True)
    description = models.CharField(max_length=120)
    weight_kg = models.FloatField()
    is_hazardous = models.BooleanField(default=False)


class ProductVendor(models.Model):
    product = models.ForeignKey(Product, models.CASCADE)
    vendor = models.ForeignKey(Vendor, models.CASCADE)
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)
    order_number = models.CharField(max_length=20)


class Warehouse(models.Model):
    branch = models.ForeignKey(Branch, models.CASCADE)
    name = models.CharField(max_length=20)
    is_cooled = models.BooleanField(default=False)


class Bin(models.Model):
    warehouse = models.ForeignKey(Warehouse, models.CASCADE)
    row = models.IntegerField()
    level = models.IntegerField()
    max_weight_kg = models.IntegerField()


class StockItem(TimeStamped):
    bin = models.ForeignKey(Bin, models.PROTECT)
    product = models.ForeignKey(Product, models.PROTECT)
    quantity = models.IntegerField()
    expires_on = models.DateField(null=True)


class StockMove(models.Model):
    stock_item = models.ForeignKey(StockItem, models.CASCADE)
    delta = models.IntegerField()
    moved_at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    reason = models.CharField(max_length=60)


class Stocktake(TimeStamped):
    warehouse = models.ForeignKey(Warehouse, models.CASCADE)
    date = models.DateField()
    is_done = models.BooleanField(default=False)


class StocktakeLine(models.Model):
    stocktake = models.ForeignKey(Stocktake, models.CASCADE)
    stock_item = models.ForeignKey(StockItem, models.CASCADE)
    counted_quantity = models.IntegerField()
    expected_quantity = models.IntegerField()
