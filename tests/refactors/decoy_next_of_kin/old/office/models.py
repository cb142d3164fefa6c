from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=60)


class Quote(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    number = models.CharField(max_length=12, unique=True)
    date = models.DateField()
    total = models.DecimalField(max_digits=9, decimal_places=2)


class Task(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)
    text = models.TextField()
