from django.db import models


class Matter(models.Model):
    roll_no = models.CharField(max_length=14, unique=True)
    subject = models.CharField(max_length=100)
    judge = models.CharField(max_length=80, blank=True)
    opened = models.DateField()


class Hearing(models.Model):
    matter = models.ForeignKey(Matter, models.CASCADE)
    at = models.DateTimeField()
    room = models.CharField(max_length=20, blank=True)


class Filing(models.Model):
    matter = models.ForeignKey(Matter, models.CASCADE)
    lodged = models.DateTimeField()
    party = models.CharField(max_length=80)


class Document(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object_id = models.IntegerField()
    title = models.CharField(max_length=100)
    pages = models.SmallIntegerField(null=True)
    sealed = models.BooleanField(default=False)
