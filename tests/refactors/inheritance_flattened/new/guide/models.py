from django.db import models


class Restaurant(models.Model):
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=120)
    stars = models.SmallIntegerField()
    vegan = models.BooleanField(default=False)


class Review(models.Model):
    restaurant = models.ForeignKey(Restaurant, models.CASCADE)
    words = models.TextField()
