from django.db import models


class PolicyHolder(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    birth_date = models.DateField(null=True)


class Policy(models.Model):
    holder = models.ForeignKey("PolicyHolder", models.CASCADE)
    number = models.CharField(max_length=12, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    premium = models.DecimalField(max_digits=8, decimal_places=2)


class Claim(models.Model):
    policy = models.ForeignKey(Policy, models.CASCADE)
    happened_on = models.DateField()
    description = models.TextField()
