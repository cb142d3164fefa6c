from django.db import models


class Queue(models.Model):
    name = models.CharField(max_length=40)
    lang = models.CharField(
        max_length=1, choices=[("E", "English"), ("F", "French"), ("D", "Dutch")]
    )
    open = models.BooleanField(default=False)


class Operator(models.Model):
    nick = models.CharField(max_length=20, unique=True)
    started = models.DateField()


class Call(models.Model):
    queue = models.ForeignKey("Queue", models.CASCADE)
    operator = models.ForeignKey("Operator", models.SET_NULL, null=True)
    number = models.CharField(max_length=30)
    rang = models.DateTimeField()
    picked_up = models.DateTimeField(null=True)
    result = models.CharField(max_length=30)
    prio = models.SmallIntegerField()


class Memo(models.Model):
    call = models.ForeignKey("Call", models.CASCADE)
    text = models.TextField()
