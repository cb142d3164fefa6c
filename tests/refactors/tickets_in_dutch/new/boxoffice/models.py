from django.db import models


class Hall(models.Model):
    name = models.CharField(max_length=60)
    capacity = models.IntegerField()
    has_numbered_seats = models.BooleanField(default=True)
    wheelchair_places = models.SmallIntegerField()


class Company(models.Model):
    name = models.CharField(max_length=80)
    home_town = models.CharField(max_length=60, blank=True)
    website = models.CharField(max_length=120, blank=True)


class Show(models.Model):
    title = models.CharField(max_length=100)
    company = models.ForeignKey(Company, models.CASCADE)
    running_time = models.SmallIntegerField()
    age_rating = models.SmallIntegerField()
    blurb = models.TextField(blank=True)


class Performance(models.Model):
    show = models.ForeignKey(Show, models.CASCADE)
    hall = models.ForeignKey(Hall, models.CASCADE)
    starts_at = models.DateTimeField()
    sold_out = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)


class Patron(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    email = models.CharField(max_length=120, unique=True)
    newsletter = models.BooleanField(default=False)
    birth_year = models.SmallIntegerField(null=True)


class Booking(models.Model):
    patron = models.ForeignKey(Patron, models.CASCADE)
    ordered_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    payment_method = models.CharField(max_length=10)


class Ticket(models.Model):
    booking = models.ForeignKey(Booking, models.CASCADE)
    performance = models.ForeignKey(Performance, models.CASCADE)
    row = models.CharField(max_length=2, blank=True)
    seat = models.SmallIntegerField(null=True)
    price = models.DecimalField(max_digits=6, decimal_places=2)
    scanned_at = models.DateTimeField(null=True)
