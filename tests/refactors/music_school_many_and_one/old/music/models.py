from django.db import models


class Teacher(models.Model):
    name = models.CharField(max_length=80)
    instrument = models.CharField(max_length=40)


class Hall(models.Model):
    name = models.CharField(max_length=60)
    seats = models.IntegerField()


class Course(models.Model):
    title = models.CharField(max_length=80)
    teacher = models.ForeignKey(Teacher, models.SET_NULL, null=True)
    fee = models.DecimalField(max_digits=6, decimal_places=2)


class Concert(models.Model):
    title = models.CharField(max_length=80)
    on = models.DateField()
    halls = models.ManyToManyField(Hall)
