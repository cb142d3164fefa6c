from django.db import models


class Guest(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    birth_date = models.DateField(null=True)
    email = models.EmailField(blank=True)
    nationality = models.CharField(max_length=2)


class PassKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    description = models.CharField(max_length=80)
    valid_days = models.SmallIntegerField()


class Season(models.Model):
    name = models.CharField(max_length=20, unique=True)
    begins_on = models.DateField()
    ends_on = models.DateField()


class Price(models.Model):
    pass_kind = models.ForeignKey("PassKind", models.CASCADE)
    season = models.ForeignKey("Season", models.CASCADE)
    amount = models.DecimalField(max_digits=8, decimal_places=2)


class SkiPass(models.Model):
    guest = models.ForeignKey("Guest", models.SET_NULL, null=True)
    pass_kind = models.ForeignKey("PassKind", models.CASCADE)
    chip_number = models.CharField(max_length=20, unique=True)
    sold_at = models.DateTimeField()
    is_blocked = models.BooleanField(default=False)


class Turnstile(models.Model):
    ropeway = models.ForeignKey("lifts.Ropeway", models.CASCADE)
    number = models.SmallIntegerField()


class Entry(models.Model):
    ski_pass = models.ForeignKey("SkiPass", models.CASCADE)
    turnstile = models.ForeignKey("Turnstile", models.CASCADE)
    entered_at = models.DateTimeField()


class Refund(models.Model):
    ski_pass = models.ForeignKey("SkiPass", models.CASCADE)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    reason = models.CharField(max_length=80, blank=True)


class SalesPoint(models.Model):
    name = models.CharField(max_length=40)
    is_open = models.BooleanField(default=False)
