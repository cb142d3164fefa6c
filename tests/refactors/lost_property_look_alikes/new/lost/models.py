from django.db import models


class Rack(models.Model):
    code = models.CharField(max_length=8, unique=True)
    level = models.SmallIntegerField()


class FoundItem(models.Model):
    rack = models.ForeignKey("Rack", models.SET_NULL, null=True)
    title = models.CharField(max_length=80)
    colour = models.CharField(max_length=20, blank=True)
    found_on = models.DateField()
    place = models.CharField(max_length=80)
    is_donated = models.BooleanField(default=False)
    destroyed_on = models.DateField(null=True)


class Finder(models.Model):
    item = models.ForeignKey("FoundItem", models.CASCADE)
    full_name = models.CharField(max_length=80)
    reward = models.DecimalField(max_digits=6, decimal_places=2, null=True)


class Enquiry(models.Model):
    name = models.CharField(max_length=80)
    message = models.TextField()
    lost_on = models.DateField()
    answered_with = models.ForeignKey(FoundItem, models.CASCADE)
