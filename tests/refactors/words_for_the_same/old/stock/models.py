from django.db import models


class Loc(models.Model):
    nm = models.CharField(max_length=40)
    lat = models.FloatField()
    lng = models.FloatField()


class Item(models.Model):
    loc = models.ForeignKey(Loc, models.CASCADE)
    qty = models.IntegerField()
    descr = models.TextField()
    img = models.CharField(max_length=100)
    ordering = models.IntegerField(default=0)
    last_upd = models.DateTimeField()
    min_qty = models.IntegerField()
    max_qty = models.IntegerField()
