from django.db import models


class Tracked(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Depot(Tracked):
    name = models.CharField(max_length=40)


class Truck(Tracked):
    plate = models.CharField(max_length=12)
    depot = models.ForeignKey(Depot, models.PROTECT)


class Tour(Tracked):
    day = models.DateField()
    truck = models.ForeignKey(Truck, models.PROTECT)
