from django.db import models


class Language(models.Model):
    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=40)


class Freelancer(models.Model):
    name = models.CharField(max_length=80)
    mail = models.EmailField()
    tax_id = models.CharField(max_length=14, blank=True)
    since = models.DateField()


class Assignment(models.Model):
    freelancer = models.ForeignKey("Freelancer", models.SET_NULL, null=True)
    source = models.ForeignKey("Language", models.CASCADE, related_name="+")
    target = models.ForeignKey("Language", models.CASCADE, related_name="+")
    words = models.IntegerField()
    due = models.DateTimeField()
    delivered = models.DateTimeField(null=True)


class Agency(models.Model):
    firm = models.CharField(max_length=80)
    mail = models.EmailField()
    vat = models.CharField(max_length=14, blank=True)
    partner_since = models.DateField()
    contact = models.CharField(max_length=80, blank=True)


class AgencyRate(models.Model):
    agency = models.ForeignKey("Agency", models.CASCADE)
    language = models.ForeignKey("Language", models.CASCADE)
    word_price = models.DecimalField(max_digits=6, decimal_places=4)
    from_day = models.DateField()
