from collection.models import Artwork, Stamped
from django.db import models


class Exhibition(Stamped):
    title = models.CharField(max_length=120)
    start_date = models.DateField()
    end_date = models.DateField()
    artworks = models.ManyToManyField(Artwork)


class Loan(Stamped):
    artwork = models.ForeignKey(Artwork, models.PROTECT)
    lender_name = models.CharField(max_length=80)
    lent_on = models.DateField()
    due_on = models.DateField()
    insurance = models.DecimalField(max_digits=9, decimal_places=2)
