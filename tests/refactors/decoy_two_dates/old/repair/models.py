from django.db import models


class Job(models.Model):
    device = models.CharField(max_length=60)
    finished = models.DateField(null=True)
    settled = models.DateField(null=True)
