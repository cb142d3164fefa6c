from django.db import models


class Member(models.Model):
    full_name = models.CharField(max_length=80)
    birth_year = models.IntegerField()


class Fee(models.Model):
    member = models.ForeignKey(Member, models.CASCADE)
    subtotal = models.DecimalField(max_digits=8, decimal_places=2)
    cost = models.DecimalField(max_digits=8, decimal_places=2)
    is_refunded = models.BooleanField()
    refunded_on = models.DateField(null=True)
