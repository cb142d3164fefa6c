from django.db import models


class Queue(models.Model):
    title = models.CharField(max_length=40)
    language = models.CharField(
        max_length=8, choices=[("english", "English"), ("french", "French"), ("dutch", "Dutch")]
    )
    is_open = models.BooleanField(default=False)


class Agent(models.Model):
    handle = models.CharField(max_length=20, unique=True)
    started_on = models.DateField()


class Call(models.Model):
    queue = models.ForeignKey("Queue", models.CASCADE)
    agent = models.ForeignKey("Agent", models.SET_NULL, null=True)
    caller_number = models.CharField(max_length=30)
    rang_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    outcome = models.ForeignKey("Outcome", models.CASCADE)
    priority = models.CharField(
        max_length=8, choices=[("high", "High"), ("normal", "Normal"), ("low", "Low")]
    )


class Note(models.Model):
    call = models.ForeignKey("Call", models.CASCADE)
    body = models.TextField()


class Outcome(models.Model):
    title = models.CharField(max_length=30, unique=True)
    closes_call = models.BooleanField(default=False)
