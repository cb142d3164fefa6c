from django.db import models


class Depot(models.Model):
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120)
    postal_code = models.CharField(max_length=5)
    city = models.CharField(max_length=60)
    area_m2 = models.IntegerField()
    open_at_night = models.BooleanField(default=False)


class Driver(models.Model):
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    licence = models.CharField(max_length=12, unique=True)
    hired_on = models.DateField()
    is_active = models.BooleanField(default=True)


class Truck(models.Model):
    plate = models.CharField(max_length=9, unique=True)
    payload_kg = models.IntegerField()
    odometer_km = models.IntegerField()
    depot = models.ForeignKey(Depot, models.CASCADE)


class Shipper(models.Model):
    company_name = models.CharField(max_length=100)
    siret = models.CharField(max_length=14, unique=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)


class Round(models.Model):
    day = models.DateField()
    driver = models.ForeignKey(Driver, models.CASCADE)
    truck = models.ForeignKey(Truck, models.CASCADE)
    departed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)


class Parcel(models.Model):
    tracking_number = models.CharField(max_length=14, unique=True)
    shipper = models.ForeignKey(Shipper, models.CASCADE)
    recipient = models.CharField(max_length=100)
    destination_city = models.CharField(max_length=60)
    gross_weight = models.DecimalField(max_digits=7, decimal_places=2)
    net_weight = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    declared_value = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    fragile = models.BooleanField(default=False)
    cash_on_delivery = models.BooleanField(default=False)
    round = models.ForeignKey(Round, models.SET_NULL, null=True)
    delivered_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)


class Scan(models.Model):
    parcel = models.ForeignKey(Parcel, models.CASCADE)
    depot = models.ForeignKey(Depot, models.SET_NULL, null=True)
    scanned_at = models.DateTimeField()
    event = models.CharField(
        max_length=12,
        choices=[
            ("arrived", "Arrived"),
            ("departed", "Departed"),
            ("delivered", "Delivered"),
            ("notice_left", "Notice left"),
        ],
    )
