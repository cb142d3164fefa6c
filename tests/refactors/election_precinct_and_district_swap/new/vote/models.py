from django.db import models


class Party(models.Model):
    short = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80)
    founded_on = models.DateField(null=True)


class District(models.Model):
    precinct = models.ForeignKey("Precinct", models.CASCADE)
    number = models.SmallIntegerField()
    venue = models.CharField(max_length=80)
    is_accessible = models.BooleanField()


class Precinct(models.Model):
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=60)
    seats = models.SmallIntegerField()


class Slate(models.Model):
    precinct = models.ForeignKey("Precinct", models.CASCADE)
    party = models.ForeignKey("Party", models.CASCADE)
    position = models.SmallIntegerField()
    is_running = models.BooleanField()


class Contender(models.Model):
    slate = models.ForeignKey("Slate", models.CASCADE)
    name = models.CharField(max_length=80)
    born_on = models.DateField()
    position = models.SmallIntegerField()


class Tally(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    slate = models.ForeignKey("Slate", models.CASCADE)
    votes_cast = models.IntegerField()
    votes_valid = models.IntegerField()
    is_final = models.BooleanField()
    reported_at = models.DateTimeField()


class Participation(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    hour = models.SmallIntegerField()
    voters = models.IntegerField()
