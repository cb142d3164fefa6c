from django.db import models


class Stamped(models.Model):
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        abstract = True


class Artist(Stamped):
    name = models.CharField(max_length=90)
    slug = models.SlugField(unique=True)
    birth_year = models.IntegerField(null=True)
    death_year = models.IntegerField(null=True)


class Artwork(Stamped):
    class Condition(models.TextChoices):
        GOOD = "good"
        FAIR = "fair"
        POOR = "poor"

    artist = models.ForeignKey(Artist, models.PROTECT)
    inventory_number = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=120)
    made = models.CharField(max_length=30)
    height = models.FloatField(null=True)
    width = models.FloatField(null=True)
    condition = models.CharField(max_length=4, choices=Condition.choices)
    appraised_on = models.DateField()


class Image(models.Model):
    artwork = models.ForeignKey(Artwork, models.CASCADE)
    file = models.CharField(max_length=100)
    caption = models.CharField(max_length=150, blank=True)
    position = models.IntegerField()
