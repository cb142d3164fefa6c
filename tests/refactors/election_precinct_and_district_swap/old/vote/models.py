from django.db import models


class District(models.Model):
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=60)
    seats = models.SmallIntegerField()


class Precinct(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    number = models.SmallIntegerField()
    polling_place = models.CharField(max_length=80)
    accessible = models.BooleanField()


class Party(models.Model):
    short = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80)
    founded = models.DateField(null=True)


class Ticket(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    party = models.ForeignKey("Party", models.CASCADE)
    rank = models.SmallIntegerField()
    withdrawn = models.BooleanField()


class Candidate(models.Model):
    ticket = models.ForeignKey("Ticket", models.CASCADE)
    full_name = models.CharField(max_length=80)
    born = models.DateField()
    place = models.SmallIntegerField()


class Count(models.Model):
    precinct = models.ForeignKey("Precinct", models.CASCADE)
    ticket = models.ForeignKey("Ticket", models.CASCADE)
    cast = models.IntegerField()
    valid = models.IntegerField()
    disputed = models.BooleanField()
    counted_at = models.DateTimeField()


class Turnout(models.Model):
    precinct = models.ForeignKey("Precinct", models.CASCADE)
    hour = models.SmallIntegerField()
    voters = models.IntegerField()
