from django.db import models


class Department(models.Model):
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.SET_NULL, null=True)


class Position(models.Model):
    title = models.CharField(max_length=40)
    rank = models.SmallIntegerField()


class Employee(models.Model):
    employee_number = models.CharField(max_length=8, unique=True)
    family_name = models.CharField(max_length=40)
    given_name = models.CharField(max_length=40)
    birth_date = models.DateField()
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    department = models.ForeignKey(Department, models.CASCADE)
    position = models.ForeignKey(Position, models.SET_NULL, null=True)


class BankAccount(models.Model):
    employee = models.OneToOneField(Employee, models.CASCADE)
    bank_name = models.CharField(max_length=60)
    branch_code = models.CharField(max_length=3)
    account_number = models.CharField(max_length=7)


class Payslip(models.Model):
    employee = models.ForeignKey(Employee, models.CASCADE)
    month = models.DateField()
    base_pay = models.IntegerField()
    allowances = models.IntegerField()
    deductions = models.IntegerField()
    is_paid = models.BooleanField(default=False)


class Attendance(models.Model):
    employee = models.ForeignKey(Employee, models.CASCADE)
    day = models.DateField()
    clock_in = models.TimeField(null=True)
    clock_out = models.TimeField(null=True)
    overtime = models.DurationField(null=True)
    is_paid_leave = models.BooleanField(default=False)
