from django.db import models


class Crew(models.Model):
    name = models.CharField(max_length=80)
    radio = models.CharField(max_length=6, blank=True)


class Ticket(models.Model):
    subject = models.CharField(max_length=100)
    body = models.TextField(blank=True)
    raised_by = models.ForeignKey(Crew, models.CASCADE)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    severity = models.SmallIntegerField()


class Ticketnote(models.Model):
    ticket = models.ForeignKey(Ticket, models.CASCADE)
    author = models.ForeignKey(Crew, models.CASCADE)
    text = models.TextField()
    at = models.DateTimeField()
