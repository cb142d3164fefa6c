import uuid

from django.db import models


class Animal(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=30)
    enemies = models.ManyToManyField("self", symmetrical=False)


class Bird(Animal):
    span = models.IntegerField()


class Parrot(Bird):
    says = models.CharField(max_length=40)


class Feeding(models.Model):
    bird = models.ForeignKey(Bird, models.CASCADE)
    grams = models.IntegerField()
