from django.db import models


class Member(models.Model):
    first_name = models.CharField(max_length=40)
    age = models.IntegerField()


class Fee(models.Model):
    member = models.ForeignKey(Member, models.CASCADE)
    total = models.DecimalField(max_digits=8, decimal_places=2)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    is_paid = models.BooleanField(default=False)
    paid_on = models.DateField(null=True)
