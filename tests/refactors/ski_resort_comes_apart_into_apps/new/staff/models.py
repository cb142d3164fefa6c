from django.db import models


class Department(models.Model):
    name = models.CharField(max_length=40)
    cost_centre = models.CharField(max_length=8)


class Employee(models.Model):
    personnel_number = models.CharField(max_length=8, unique=True)
    full_name = models.CharField(max_length=80)
    department = models.ForeignKey("Department", models.CASCADE)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)


class Shift(models.Model):
    employee = models.ForeignKey("Employee", models.CASCADE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    break_minutes = models.SmallIntegerField()


class Absence(models.Model):
    employee = models.ForeignKey("Employee", models.CASCADE)
    first_day = models.DateField()
    last_day = models.DateField(null=True)


class Uniform(models.Model):
    employee = models.ForeignKey("Employee", models.CASCADE)
    size = models.CharField(max_length=4)
    was_returned = models.BooleanField(default=False)


class StaffFlat(models.Model):
    address = models.CharField(max_length=120)
    beds = models.SmallIntegerField()


class Tenancy(models.Model):
    staff_flat = models.ForeignKey("StaffFlat", models.CASCADE)
    employee = models.ForeignKey("Employee", models.CASCADE)
    moved_in_on = models.DateField()


class Training(models.Model):
    title = models.CharField(max_length=80)
    hours = models.SmallIntegerField()
    is_mandatory = models.BooleanField(default=False)


class TrainingRecord(models.Model):
    training = models.ForeignKey("Training", models.CASCADE)
    employee = models.ForeignKey("Employee", models.CASCADE)
    completed_on = models.DateField(null=True)
