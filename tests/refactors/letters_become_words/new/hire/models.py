from django.db import models


class Application(models.Model):
    class Status(models.TextChoices):
        NEW = "new"
        INTERVIEW = "interview"
        HIRED = "hired"
        CLOSED = "closed"

    name = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NEW)
