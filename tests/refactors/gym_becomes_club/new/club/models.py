from django.db import models


class Member(models.Model):
    last_name = models.CharField(max_length=60)
    email = models.EmailField(unique=True)
    birthday = models.DateField(null=True)


class Contract(models.Model):
    member = models.ForeignKey(Member, models.CASCADE)
    begins = models.DateField()
    ends = models.DateField(null=True)
    notice_until = models.DateField()
    monthly_fee = models.DecimalField(max_digits=8, decimal_places=2)
