from django.db import models


class Contract(models.Model):
    person = models.CharField(max_length=60)
    salary_cents = models.IntegerField()
    bonus = models.IntegerField()
