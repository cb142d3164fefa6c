from django.db import models


class Branch(models.Model):
    name = models.CharField(max_length=60)
    opened_on = models.DateField(null=True)


class Borrower(models.Model):
    card_number = models.CharField(max_length=10, unique=True)
    full_name = models.CharField(max_length=80)
    is_blocked = models.BooleanField(default=False)


class Copy(models.Model):
    barcode = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=100)
    branch = models.ForeignKey(Branch, models.CASCADE)


class Checkout(models.Model):
    copy = models.ForeignKey(Copy, models.CASCADE)
    borrower = models.ForeignKey(Borrower, models.CASCADE)
    taken_on = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True)
    renewals = models.SmallIntegerField()


class Loan(models.Model):
    copy = models.ForeignKey(Copy, models.CASCADE)
    borrowing_branch = models.ForeignKey(Branch, models.CASCADE)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
