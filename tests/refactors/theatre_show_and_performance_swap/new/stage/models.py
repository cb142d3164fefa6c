from django.db import models


class Performance(models.Model):
    title = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    minutes = models.SmallIntegerField()
    premiere = models.DateField()


class Show(models.Model):
    performance = models.ForeignKey("Performance", models.CASCADE)
    starts_at = models.DateTimeField()
    hall = models.CharField(max_length=30)
    sold_out = models.BooleanField()


class Ticket(models.Model):
    show = models.ForeignKey("Show", models.CASCADE)
    seat = models.CharField(max_length=5)
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Artist(models.Model):
    name = models.CharField(max_length=80)
    born = models.SmallIntegerField(null=True)


class Role(models.Model):
    performance = models.ForeignKey("Performance", models.CASCADE)
    artist = models.ForeignKey("Artist", models.CASCADE)
    character = models.CharField(max_length=60)
