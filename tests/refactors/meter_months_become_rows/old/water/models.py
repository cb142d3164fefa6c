from django.db import models


class Consumer(models.Model):
    name = models.CharField(max_length=80)
    street = models.CharField(max_length=80)
    persons = models.SmallIntegerField(null=True)


class Meter(models.Model):
    consumer = models.ForeignKey(Consumer, models.CASCADE)
    serial = models.CharField(max_length=12, unique=True)
    fitted = models.DateField()
    removed = models.DateField(null=True)


class YearReading(models.Model):
    meter = models.ForeignKey(Meter, models.CASCADE)
    year = models.SmallIntegerField()
    m01 = models.IntegerField(null=True)
    m02 = models.IntegerField(null=True)
    m03 = models.IntegerField(null=True)
    m04 = models.IntegerField(null=True)
    m05 = models.IntegerField(null=True)
    m06 = models.IntegerField(null=True)
    m07 = models.IntegerField(null=True)
    m08 = models.IntegerField(null=True)
    m09 = models.IntegerField(null=True)
    m10 = models.IntegerField(null=True)
    m11 = models.IntegerField(null=True)
    m12 = models.IntegerField(null=True)
