from django.db import models


class Branch(models.Model):
    code = models.CharField(max_length=4, unique=True)
    city = models.CharField(max_length=40)
    opened_on = models.DateField()


class Driver(models.Model):
    branch = models.ForeignKey(Branch, models.PROTECT)
    full_name = models.CharField(max_length=60)
    licence_number = models.CharField(max_length=16, unique=True)
    hired_on = models.DateField()
    phone = models.CharField(max_length=20, blank=True)


class Leave(models.Model):
    driver = models.ForeignKey(Driver, models.CASCADE)
    start = models.DateField()
    end = models.DateField()
    approved = models.BooleanField(default=False)


class Course(models.Model):
    title = models.CharField(max_length=60)
    hours = models.IntegerField()
    participants = models.ManyToManyField(Driver)
