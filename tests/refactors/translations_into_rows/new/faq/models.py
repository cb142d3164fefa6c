from django.db import models


class Entry(models.Model):
    position = models.IntegerField()


class Translation(models.Model):
    entry = models.ForeignKey(Entry, models.CASCADE)
    language = models.CharField(max_length=2)
    question = models.CharField(max_length=100)
    answer = models.TextField()

    class Meta:
        unique_together = [("entry", "language")]
