from django.db import models


class Entry(models.Model):
    position = models.IntegerField()
    question_en = models.CharField(max_length=100)
    answer_en = models.TextField()
    question_de = models.CharField(max_length=100, blank=True)
    answer_de = models.TextField(blank=True)
