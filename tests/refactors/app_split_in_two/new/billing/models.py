from directory.models import Company, Contact
from django.db import models


class Invoice(models.Model):
    company = models.ForeignKey(Company, models.PROTECT)
    number = models.CharField(max_length=20, unique=True)
    sent_to = models.ManyToManyField(Contact)


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE)
    text = models.CharField(max_length=100)
    cents = models.IntegerField()
