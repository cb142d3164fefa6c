from django.db import models


class Lender(models.Model):
    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2)


class Piece(models.Model):
    inv = models.CharField(max_length=14, unique=True)
    label = models.CharField(max_length=120)
    lender = models.ForeignKey("Lender", models.SET_NULL, null=True)
    year = models.SmallIntegerField(null=True)


class Attribute(models.Model):
    piece = models.ForeignKey("Piece", models.CASCADE)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=40)


class Room(models.Model):
    no = models.SmallIntegerField(unique=True)
    floor = models.SmallIntegerField()


class Show(models.Model):
    name = models.CharField(max_length=100)
    opens = models.DateField()
    closes = models.DateField()


class Display(models.Model):
    piece = models.ForeignKey("Piece", models.CASCADE)
    show = models.ForeignKey("Show", models.CASCADE)
    room = models.ForeignKey("Room", models.CASCADE)
