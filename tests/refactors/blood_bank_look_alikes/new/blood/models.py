from django.db import models


class Giver(models.Model):
    full_name = models.CharField(max_length=80)
    born_on = models.DateField()
    blood_group = models.CharField(max_length=3)
    is_eligible = models.BooleanField()
    is_vegetarian = models.BooleanField()


class Unit(models.Model):
    giver = models.ForeignKey("Giver", models.CASCADE)
    taken_at = models.DateTimeField()
    millilitres = models.SmallIntegerField()
    kind = models.CharField(max_length=12)
    bag_number = models.CharField(max_length=12, unique=True)


class Reaction(models.Model):
    giver = models.ForeignKey("Giver", models.CASCADE)
    reacted_at = models.DateTimeField()
    reason = models.CharField(max_length=80)


class Clinic(models.Model):
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=40)


class Demand(models.Model):
    clinic = models.ForeignKey("Clinic", models.CASCADE)
    blood_group = models.CharField(max_length=3)
    units_wanted = models.SmallIntegerField()
    is_urgent = models.BooleanField()
    asked_at = models.DateTimeField()
