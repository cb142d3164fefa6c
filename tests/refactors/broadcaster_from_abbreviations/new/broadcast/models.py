from django.db import models


class Channel(models.Model):
    name = models.CharField(max_length=40)
    channel_number = models.SmallIntegerField()
    is_hd = models.BooleanField(default=False)


class Genre(models.Model):
    name = models.CharField(max_length=40)


class Programme(models.Model):
    title = models.CharField(max_length=100)
    genre = models.ForeignKey(Genre, models.CASCADE)
    original_language = models.CharField(max_length=3)
    synopsis = models.TextField(blank=True)
    after_watershed = models.BooleanField(default=False)
    commissioned_on = models.DateField(null=True)


class Episode(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE)
    series_number = models.SmallIntegerField()
    episode_number = models.SmallIntegerField()
    title = models.CharField(max_length=100, blank=True)
    duration = models.DurationField()
    has_subtitles = models.BooleanField(default=True)


class Slot(models.Model):
    channel = models.ForeignKey(Channel, models.CASCADE)
    episode = models.ForeignKey(Episode, models.CASCADE)
    airs_at = models.DateTimeField()
    duration = models.DurationField()
    is_repeat = models.BooleanField(default=False)


class Person(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    born_on = models.DateField(null=True)
    agent = models.CharField(max_length=80, blank=True)


class Credit(models.Model):
    episode = models.ForeignKey(Episode, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE)
    role = models.CharField(
        max_length=12,
        choices=[
            ("actor", "Actor"),
            ("presenter", "Presenter"),
            ("writer", "Writer"),
            ("director", "Director"),
        ],
    )
    fee = models.DecimalField(max_digits=9, decimal_places=2, null=True)
