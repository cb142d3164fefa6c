from django.db import models


class Survey(models.Model):
    title = models.CharField(max_length=80)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)


class Respondent(models.Model):
    email = models.EmailField(unique=True)
    city = models.CharField(max_length=60)
    has_consented = models.BooleanField()


class Response(models.Model):
    survey = models.ForeignKey("Survey", models.CASCADE)
    respondent = models.ForeignKey("Respondent", models.CASCADE)
    submitted_at = models.DateTimeField()


class Score(models.Model):
    response = models.ForeignKey(Response, models.CASCADE)
    topic = models.CharField(max_length=10)
    points = models.SmallIntegerField()
