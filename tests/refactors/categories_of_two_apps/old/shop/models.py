from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=40)
    slug = models.SlugField()


class Product(models.Model):
    category = models.ForeignKey(Category, models.CASCADE)
    title = models.CharField(max_length=80)
    price = models.DecimalField(max_digits=8, decimal_places=2)
