from django.db import models


class Post(models.Model):
    nom = models.CharField(max_length=60)
    alt = models.SmallIntegerField()
    mise_en_service = models.DateField()
    hors_service = models.BooleanField(default=False)


class Sample(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    at = models.DateTimeField()
    payload = models.JSONField()


class Alarm(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    raised = models.DateTimeField()
    acked = models.DateTimeField(null=True)
    text = models.CharField(max_length=120)
