from django.db import models


class Instructor(models.Model):
    full_name = models.CharField(max_length=80)
    licence_number = models.CharField(max_length=20, blank=True)
    languages = models.CharField(max_length=40)


class Course(models.Model):
    instructor = models.ForeignKey("Instructor", models.CASCADE)
    title = models.CharField(max_length=60)
    places = models.SmallIntegerField()
    begins_on = models.DateField()


class Enrolment(models.Model):
    course = models.ForeignKey("Course", models.CASCADE)
    guest = models.ForeignKey("passes.Guest", models.CASCADE)
    is_paid = models.BooleanField(default=False)


class Award(models.Model):
    enrolment = models.ForeignKey("Enrolment", models.CASCADE)
    kind = models.CharField(max_length=8)
    awarded_on = models.DateField()


class PrivateLesson(models.Model):
    instructor = models.ForeignKey("Instructor", models.CASCADE)
    guest = models.ForeignKey("passes.Guest", models.CASCADE)
    starts_at = models.DateTimeField()
    minutes = models.SmallIntegerField()


class Race(models.Model):
    name = models.CharField(max_length=60)
    piste = models.ForeignKey("lifts.Piste", models.CASCADE)
    held_on = models.DateField()


class RaceResult(models.Model):
    race = models.ForeignKey("Race", models.CASCADE)
    guest = models.ForeignKey("passes.Guest", models.CASCADE)
    rank = models.SmallIntegerField(null=True)
    seconds = models.DecimalField(max_digits=6, decimal_places=2, null=True)
