from django.contrib.auth.models import User
from django.db import models


class Product(models.Model):
    sku = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=8, decimal_places=2)


class HistoricalProduct(models.Model):
    history_id = models.AutoField(primary_key=True)
    id = models.IntegerField(db_index=True)
    sku = models.CharField(max_length=20, db_index=True)
    title = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    history_date = models.DateTimeField()
    history_type = models.CharField(max_length=1)
    history_user = models.ForeignKey(User, models.SET_NULL, null=True)


class Photo(models.Model):
    product = models.ForeignKey(Product, models.CASCADE)
    path = models.CharField(max_length=60)
