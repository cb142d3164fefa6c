from django.db import models


class TimeStamped(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Depot(TimeStamped):
    name = models.CharField(max_length=40)


class Truck(TimeStamped):
    plate = models.CharField(max_length=12)
    depot = models.ForeignKey(Depot, models.PROTECT)


class Tour(TimeStamped):
    day = models.DateField()
    truck = models.ForeignKey(Truck, models.PROTECT)
