from django.db import models


class Task(models.Model):
    title = models.CharField(max_length=50)


class Attachment(models.Model):
    task = models.ForeignKey(Task, models.CASCADE)
    path = models.CharField(max_length=100)
