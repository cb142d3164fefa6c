from django.db import models


class AbstractOrder(models.Model):
    number = models.CharField(max_length=20)
    placed = models.DateTimeField()
    total = models.DecimalField(max_digits=9, decimal_places=2)

    class Meta:
        abstract = True


class Order(AbstractOrder):
    pass


class OrderBackup(AbstractOrder):
    pass


class OrderLine(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    text = models.CharField(max_length=80)
