from django.conf import settings
from django.db import models


class Desk(models.Model):
    name = models.CharField(max_length=40)
    abbr = models.CharField(max_length=4, unique=True)
    budget_min = models.DecimalField(max_digits=10, decimal_places=2)
    budget_max = models.DecimalField(max_digits=10, decimal_places=2)


class Source(models.Model):
    fullname = models.CharField(max_length=80)
    email_addr = models.EmailField(unique=True)
    phone_home = models.CharField(max_length=20)
    phone_work = models.CharField(max_length=20)
    trust = models.SmallIntegerField()
    last_seen = models.DateField()
    descr = models.TextField()


class Story(models.Model):
    desk = models.ForeignKey(Desk, models.PROTECT)
    headline = models.CharField(max_length=120)
    txt = models.TextField()
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published = models.BooleanField(default=False)
    comments_closed = models.BooleanField(default=False)
    views = models.IntegerField(default=0)
    shares = models.IntegerField(default=0)
    creation_date = models.DateTimeField()
    last_modified = models.DateTimeField()
    sources = models.ManyToManyField(Source)
