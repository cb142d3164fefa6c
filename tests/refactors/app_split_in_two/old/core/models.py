from django.db import models


class Company(models.Model):
    name = models.CharField(max_length=80)
    vat = models.CharField(max_length=20)


class Contact(models.Model):
    company = models.ForeignKey(Company, models.CASCADE)
    email = models.EmailField()


class Invoice(models.Model):
    company = models.ForeignKey(Company, models.PROTECT)
    number = models.CharField(max_length=20, unique=True)
    sent_to = models.ManyToManyField(Contact)


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE)
    text = models.CharField(max_length=100)
    cents = models.IntegerField()
