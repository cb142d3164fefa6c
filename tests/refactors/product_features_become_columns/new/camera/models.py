from django.db import models


class Shelf(models.Model):
    name = models.CharField(max_length=40)
    floor = models.SmallIntegerField()


class Maker(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Product(models.Model):
    name = models.CharField(max_length=80)
    list_price = models.DecimalField(max_digits=8, decimal_places=2)
    in_stock = models.SmallIntegerField()
    shelves = models.ManyToManyField("Shelf")
    maker = models.ForeignKey("Maker", models.CASCADE)
    megapixels = models.SmallIntegerField(null=True)
    mount = models.CharField(max_length=20, blank=True)
    weather_sealed = models.BooleanField(default=False)


class Purchase(models.Model):
    product = models.ForeignKey("Product", models.CASCADE)
    bought_at = models.DateTimeField()
    quantity = models.SmallIntegerField()
