from django.db import models


class Supporter(models.Model):
    full_name = models.CharField(max_length=90)
    email = models.EmailField(unique=True)
    street = models.CharField(max_length=100)
    city = models.CharField(max_length=60)
    date_of_birth = models.DateField(null=True)
    notes = models.TextField(blank=True)


class Campaign(models.Model):
    title = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    target = models.IntegerField()
    start_date = models.DateField()
    end_date = models.DateField()


class Pledge(models.Model):
    supporter = models.ForeignKey(Supporter, models.CASCADE)
    campaign = models.ForeignKey(Campaign, models.PROTECT)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    frequency = models.CharField(
        max_length=7, choices=[(w, w) for w in ("once", "monthly", "yearly")]
    )
    made_at = models.DateTimeField()


class Donation(models.Model):
    pledge = models.ForeignKey(Pledge, models.PROTECT)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    paid_on = models.DateField()
    bank_reference = models.CharField(max_length=35, unique=True)
    receipt_sent = models.BooleanField(default=False)
