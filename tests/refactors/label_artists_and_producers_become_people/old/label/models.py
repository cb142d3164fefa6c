from django.db import models


class Artist(models.Model):
    stage_name = models.CharField(max_length=80)
    mail = models.EmailField(blank=True)
    since = models.DateField()


class Producer(models.Model):
    full_name = models.CharField(max_length=80)
    contact = models.EmailField(blank=True)
    hired = models.DateField()
    studio = models.CharField(max_length=60)


class Release(models.Model):
    artist = models.ForeignKey("Artist", models.CASCADE)
    title = models.CharField(max_length=80)
    out = models.DateField(null=True)
    genre = models.CharField(max_length=20)
    meta = models.JSONField()


class Song(models.Model):
    release = models.ForeignKey("Release", models.CASCADE)
    no = models.SmallIntegerField()
    title = models.CharField(max_length=80)
    seconds = models.SmallIntegerField()
    producer = models.ForeignKey("Producer", models.CASCADE)


class Sale(models.Model):
    release = models.ForeignKey("Release", models.CASCADE)
    sold = models.DateField()
    shop = models.CharField(max_length=40)
    cents = models.IntegerField()
