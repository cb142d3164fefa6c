from django.db import models


class Worker(models.Model):
    name = models.CharField(max_length=80)
    badge = models.CharField(max_length=8, unique=True)
    wage = models.DecimalField(max_digits=6, decimal_places=2)
    left = models.DateField(null=True)


class Project(models.Model):
    title = models.CharField(max_length=80)
    client = models.CharField(max_length=80)
    open = models.BooleanField()


class Sheet(models.Model):
    worker = models.ForeignKey("Worker", models.CASCADE)
    project = models.ForeignKey("Project", models.CASCADE)
    monday = models.DateField()
    mon = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    tue = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    wed = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    thu = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    fri = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    sat = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    sun = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    approved = models.BooleanField()
