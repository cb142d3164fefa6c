from django.db import models


class Poll(models.Model):
    title = models.CharField(max_length=80)
    opens = models.DateField()
    closes = models.DateField(null=True)


class Person(models.Model):
    email = models.EmailField(unique=True)
    town = models.CharField(max_length=60)
    consent = models.BooleanField()


class Sheet(models.Model):
    poll = models.ForeignKey("Poll", models.CASCADE)
    person = models.ForeignKey("Person", models.CASCADE)
    sent = models.DateTimeField()
    score_food = models.SmallIntegerField(null=True)
    score_staff = models.SmallIntegerField(null=True)
    score_price = models.SmallIntegerField(null=True)
    score_place = models.SmallIntegerField(null=True)
    score_noise = models.SmallIntegerField(null=True)
