from django.db import models


class Skill(models.Model):
    name = models.CharField(max_length=40)


class Ward(models.Model):
    name = models.CharField(max_length=40)
    beds = models.SmallIntegerField()


class Volunteer(models.Model):
    first = models.CharField(max_length=40)
    last = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    born = models.DateField(null=True)
    skill = models.ForeignKey("Skill", models.CASCADE)
    trained = models.DateField()
    hours = models.SmallIntegerField()
    quit = models.DateField(null=True)


class Guest(models.Model):
    ward = models.ForeignKey("Ward", models.CASCADE)
    name = models.CharField(max_length=80)
    came = models.DateField()
    died = models.DateField(null=True)


class Call(models.Model):
    volunteer = models.ForeignKey("Volunteer", models.CASCADE)
    guest = models.ForeignKey("Guest", models.CASCADE)
    at = models.DateTimeField()
    minutes = models.SmallIntegerField()
    text = models.TextField(blank=True)
