from django.db import models


class Group(models.Model):
    code = models.CharField(max_length=5, unique=True)


class Article(models.Model):
    group = models.ForeignKey(Group, models.PROTECT)
    code = models.CharField(max_length=10, unique=True)
    label = models.CharField(max_length=40)
    price = models.DecimalField(max_digits=8, decimal_places=2)
