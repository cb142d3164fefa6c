from django.db import models


class Mountain(models.Model):
    name = models.CharField(max_length=60)
    elevation = models.SmallIntegerField()


class Hut(models.Model):
    mountain = models.ForeignKey("Mountain", models.CASCADE)
    name = models.CharField(max_length=60)
    beds = models.SmallIntegerField()
    is_open = models.BooleanField()
    warden = models.CharField(max_length=80, blank=True)
    description = models.TextField(blank=True)


class Member(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    born_on = models.DateField(null=True)
    card_number = models.CharField(max_length=10)


class Reservation(models.Model):
    public_id = models.UUIDField()
    hut = models.ForeignKey("Hut", models.CASCADE)
    member = models.ForeignKey("Member", models.CASCADE)
    arrives_on = models.DateField()
    leaves_on = models.DateField()
    guests = models.SmallIntegerField()
    confirmed_at = models.DateTimeField(null=True)


class Meal(models.Model):
    reservation = models.ForeignKey("Reservation", models.CASCADE)
    dish = models.CharField(max_length=40)
    price = models.DecimalField(max_digits=6, decimal_places=2)


class Review(models.Model):
    hut = models.ForeignKey("Hut", models.CASCADE)
    member = models.ForeignKey("Member", models.CASCADE)
    stars = models.SmallIntegerField()
    body = models.TextField(blank=True)
    posted_at = models.DateTimeField()
