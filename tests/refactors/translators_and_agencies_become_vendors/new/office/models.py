from django.db import models


class Language(models.Model):
    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=40)


class Vendor(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField()
    vat_number = models.CharField(max_length=14, blank=True)
    active_since = models.DateField()
    kind = models.CharField(max_length=12)
    contact_person = models.CharField(max_length=80, blank=True)


class Job(models.Model):
    vendor = models.ForeignKey("Vendor", models.SET_NULL, null=True)
    source_language = models.ForeignKey("Language", models.CASCADE, related_name="+")
    target_language = models.ForeignKey("Language", models.CASCADE, related_name="+")
    word_count = models.IntegerField()
    due_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)


class VendorRate(models.Model):
    vendor = models.ForeignKey(Vendor, models.CASCADE)
    language = models.ForeignKey(Language, models.CASCADE)
    per_word = models.DecimalField(max_digits=6, decimal_places=4)
    valid_from = models.DateField()
