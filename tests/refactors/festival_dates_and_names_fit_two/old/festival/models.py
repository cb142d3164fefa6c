from django.db import models


class Stage(models.Model):
    name = models.CharField(max_length=40)
    capacity = models.IntegerField()


class Band(models.Model):
    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    site = models.CharField(max_length=200)


class Act(models.Model):
    stage = models.ForeignKey("Stage", models.CASCADE)
    band = models.ForeignKey("Band", models.CASCADE)
    name = models.CharField(max_length=80)
    day = models.DateField()
    fee = models.DecimalField(max_digits=8, decimal_places=2)
    encore = models.BooleanField()


class Ticket(models.Model):
    act = models.ForeignKey("Act", models.CASCADE)
    holder = models.CharField(max_length=80)
    sold = models.DateTimeField()
    code = models.CharField(max_length=16)
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Crew(models.Model):
    name = models.CharField(max_length=80)
    job = models.CharField(max_length=30)
    stage = models.ForeignKey("Stage", models.SET_NULL, null=True)
    from_day = models.DateField()
    to_day = models.DateField()
