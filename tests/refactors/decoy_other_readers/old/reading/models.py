from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=40)


class Book(models.Model):
    title = models.CharField(max_length=60)
    readers = models.ManyToManyField(Person)
