from django.db import models


class Member(models.Model):
    name = models.CharField(max_length=40)
    born = models.IntegerField()
    parent = models.ForeignKey("self", models.SET_NULL, null=True)
    friends = models.ManyToManyField("self")
    opponents = models.ManyToManyField("self")
