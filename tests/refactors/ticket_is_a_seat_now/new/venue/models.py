from django.db import models


class Crew(models.Model):
    name = models.CharField(max_length=80)
    call_sign = models.CharField(max_length=6, blank=True)


class Incident(models.Model):
    summary = models.CharField(max_length=100)
    details = models.TextField(blank=True)
    reporter = models.ForeignKey(Crew, models.CASCADE)
    reported_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    priority = models.SmallIntegerField()


class IncidentNote(models.Model):
    incident = models.ForeignKey(Incident, models.CASCADE)
    author = models.ForeignKey(Crew, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()


class Ticket(models.Model):
    row = models.CharField(max_length=3)
    seat = models.SmallIntegerField()
    price = models.DecimalField(max_digits=8, decimal_places=2)
    sold_at = models.DateTimeField()
    holder = models.CharField(max_length=100, blank=True)
