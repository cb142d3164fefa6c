from django.db import models


class Donor(models.Model):
    name = models.CharField(max_length=90)
    mail = models.EmailField(unique=True)
    address = models.CharField(max_length=160)
    birthday = models.DateField(null=True)
    notes = models.TextField(null=True)


class Drive(models.Model):
    title = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    goal = models.IntegerField()
    starts = models.DateField()
    ends = models.DateField()


class Pledge(models.Model):
    donor = models.ForeignKey(Donor, models.CASCADE)
    drive = models.ForeignKey(Drive, models.PROTECT)
    amount = models.IntegerField()
    rhythm = models.CharField(
        max_length=1, choices=[("O", "once"), ("M", "monthly"), ("Y", "yearly")]
    )
    made = models.DateTimeField()


class Gift(models.Model):
    pledge = models.ForeignKey(Pledge, models.PROTECT)
    amount = models.IntegerField()
    paid = models.DateField()
    bank_ref = models.CharField(max_length=35, unique=True)
    thanked = models.BooleanField(default=False)
