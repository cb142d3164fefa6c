from django.db import models


class Employee(models.Model):
    full_name = models.CharField(max_length=80)
    badge_number = models.CharField(max_length=8, unique=True)
    hourly_wage = models.DecimalField(max_digits=6, decimal_places=2)
    left_on = models.DateField(null=True)


class Project(models.Model):
    name = models.CharField(max_length=80)
    customer = models.CharField(max_length=80)
    is_open = models.BooleanField()


class Week(models.Model):
    employee = models.ForeignKey("Employee", models.CASCADE)
    project = models.ForeignKey("Project", models.CASCADE)
    starts_on = models.DateField()
    is_approved = models.BooleanField()


class Workday(models.Model):
    week = models.ForeignKey("Week", models.CASCADE)
    weekday = models.CharField(max_length=3)
    hours = models.DecimalField(max_digits=4, decimal_places=2)
