from django.db import models
from django.db.models import F
from django.db.models.functions import Now


class Bed(models.Model):
    width = models.IntegerField()
    length = models.IntegerField()
    area = models.GeneratedField(
        expression=F("width") * F("length"), output_field=models.IntegerField(), db_persist=True
    )
    made = models.DateTimeField(db_default=Now())
