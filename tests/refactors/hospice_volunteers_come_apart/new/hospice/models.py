from django.db import models


class Skill(models.Model):
    title = models.CharField(max_length=40)


class Unit(models.Model):
    name = models.CharField(max_length=40)
    beds = models.SmallIntegerField()


class Person(models.Model):
    given_name = models.CharField(max_length=40)
    family_name = models.CharField(max_length=40)
    mobile = models.CharField(max_length=30, blank=True)
    born_on = models.DateField(null=True)
    skills = models.ManyToManyField("Skill")


class Resident(models.Model):
    unit = models.ForeignKey("Unit", models.CASCADE)
    full_name = models.CharField(max_length=80)
    admitted_on = models.DateField()
    died_on = models.DateField(null=True)


class Visit(models.Model):
    person = models.ForeignKey("Person", models.CASCADE)
    resident = models.ForeignKey("Resident", models.CASCADE)
    began_at = models.DateTimeField()
    duration_minutes = models.SmallIntegerField()
    report = models.TextField(blank=True)


class Engagement(models.Model):
    person = models.OneToOneField("Person", models.CASCADE)
    trained_on = models.DateField()
    weekly_hours = models.SmallIntegerField()
    ended_on = models.DateField(null=True)
