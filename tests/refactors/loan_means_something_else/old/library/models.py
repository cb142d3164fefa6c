from django.db import models


class Branch(models.Model):
    name = models.CharField(max_length=60)
    opened_on = models.DateField(null=True)


class Reader(models.Model):
    card = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=80)
    barred = models.BooleanField(default=False)


class Copy(models.Model):
    barcode = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=100)
    branch = models.ForeignKey(Branch, models.CASCADE)


class Loan(models.Model):
    copy = models.ForeignKey(Copy, models.CASCADE)
    reader = models.ForeignKey(Reader, models.CASCADE)
    out_on = models.DateField()
    due_on = models.DateField()
    back_on = models.DateField(null=True)
    renewals = models.SmallIntegerField()


class Transfer(models.Model):
    copy = models.ForeignKey(Copy, models.CASCADE)
    to_branch = models.ForeignKey(Branch, models.CASCADE)
    sent_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
