from django.db import models


class Room(models.Model):
    name = models.CharField(max_length=40)


class Message(models.Model):
    room = models.ForeignKey(Room, models.CASCADE)
    text = models.TextField()
