from django.db import models


class Company(models.Model):
    name = models.CharField(max_length=80)
    vat = models.CharField(max_length=20)


class Contact(models.Model):
    company = models.ForeignKey(Company, models.CASCADE)
    email = models.EmailField()
