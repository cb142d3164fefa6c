from django.db import models


class Room(models.Model):
    number = models.CharField(max_length=5)
    out_of_service = models.BooleanField()
    visible = models.BooleanField()
    non_smoking = models.BooleanField()
