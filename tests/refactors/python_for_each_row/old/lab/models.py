from django.db import models


class Sample(models.Model):
    code = models.CharField(max_length=10)
    taken = models.DateField()
