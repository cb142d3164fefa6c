from django.db import models


class Entry(models.Model):
    title = models.CharField(max_length=80)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    room = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True


class Blue(Entry):
    """What the whole company takes part in."""


class Green(Entry):
    """What a single team plans."""
