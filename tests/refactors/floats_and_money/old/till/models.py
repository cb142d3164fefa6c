from django.db import models


class MoneyField(models.DecimalField):
    def db_type(self, connection):
        return "money"


class Entry(models.Model):
    price = models.FloatField()
    weight = models.FloatField()
    balance = MoneyField(max_digits=12, decimal_places=2)
    share = models.DecimalField(max_digits=8, decimal_places=4)
