from catalogue.models import Book, Copy
from django.db import models


class Patron(models.Model):
    full_name = models.CharField(max_length=110)
    email = models.EmailField(unique=True)
    card_number = models.CharField(max_length=10, unique=True)


class Loan(models.Model):
    copy = models.ForeignKey(Copy, models.PROTECT)
    patron = models.ForeignKey(Patron, models.PROTECT)
    lent_on = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True)


class Hold(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    patron = models.ForeignKey(Patron, models.CASCADE)
    placed_at = models.DateTimeField()
