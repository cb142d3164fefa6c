from django.db import models


class Teacher(models.Model):
    full_name = models.CharField(max_length=80)
    main_instrument = models.CharField(max_length=40)


class Hall(models.Model):
    name = models.CharField(max_length=60)
    capacity = models.IntegerField()


class Course(models.Model):
    title = models.CharField(max_length=80)
    teachers = models.ManyToManyField(Teacher)
    monthly_fee = models.DecimalField(max_digits=6, decimal_places=2)


class Concert(models.Model):
    title = models.CharField(max_length=80)
    takes_place_on = models.DateField()
    hall = models.ForeignKey(Hall, models.SET_NULL, null=True)
