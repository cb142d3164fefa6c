from django.db import models


class Person(models.Model):
    name = models.CharField(max_length=40)
    born = models.IntegerField()
    mother = models.ForeignKey("self", models.SET_NULL, null=True)
    friends = models.ManyToManyField("self")
    rivals = models.ManyToManyField("self")
