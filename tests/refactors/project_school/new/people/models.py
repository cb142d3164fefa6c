from django.db import models


class Person(models.Model):
    family_name = models.CharField(max_length=40)
    given_name = models.CharField(max_length=40)
    initials = models.CharField(max_length=4, null=True, unique=True)
    role = models.CharField(max_length=8, choices=[("teacher", "Teacher"), ("pupil", "Pupil")])
    is_active = models.BooleanField()
