from django.db import models


class Person(models.Model):
    surname = models.CharField(max_length=60)
    mail = models.EmailField(unique=True)
    born = models.DateField(null=True)


class Abo(models.Model):
    person = models.ForeignKey(Person, models.CASCADE)
    since = models.DateField()
    until = models.DateField(null=True)
    fee = models.DecimalField(max_digits=8, decimal_places=2)
