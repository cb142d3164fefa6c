from django.db import models


class Site(models.Model):
    title = models.CharField(max_length=60)
    latitude = models.FloatField()
    longitude = models.FloatField()


class Plot(models.Model):
    site = models.ForeignKey("Site", models.CASCADE)
    number = models.SmallIntegerField()
    area = models.IntegerField()
    has_shed = models.BooleanField()
    tools = models.ManyToManyField("Tool")


class Member(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    joined_on = models.DateField()


class Tenancy(models.Model):
    plot = models.ForeignKey("Plot", models.CASCADE)
    member = models.ForeignKey("Member", models.CASCADE)
    starts_on = models.DateField()
    annual_rent = models.DecimalField(max_digits=6, decimal_places=2)
    has_ended = models.BooleanField()


class Tool(models.Model):
    name = models.CharField(max_length=40)
    bought_on = models.DateField(null=True)


class Loan(models.Model):
    tool = models.ForeignKey("Tool", models.CASCADE)
    member = models.ForeignKey("Member", models.CASCADE)
    taken_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)


class WorkDay(models.Model):
    site = models.ForeignKey("Site", models.CASCADE)
    held_on = models.DateField()
    task = models.CharField(max_length=80)


class Attendance(models.Model):
    work_day = models.ForeignKey("WorkDay", models.CASCADE)
    member = models.ForeignKey("Member", models.CASCADE)
    hours = models.DecimalField(max_digits=4, decimal_places=1)
