from django.db import models


class Maker(models.Model):
    name = models.CharField(max_length=60)
    country = models.CharField(max_length=2)


class Article(models.Model):
    maker = models.ForeignKey(Maker, models.CASCADE)
    name = models.CharField(max_length=80)
    short_code = models.CharField(max_length=8, unique=True)
    long_code = models.CharField(max_length=40, blank=True)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    in_stock = models.IntegerField()


class Delivery(models.Model):
    article = models.ForeignKey(Article, models.CASCADE)
    quantity = models.SmallIntegerField()
    arrived_on = models.DateField()
