from django.db import models


class Pupil(models.Model):
    name = models.CharField(max_length=60)
    born = models.DateField()
