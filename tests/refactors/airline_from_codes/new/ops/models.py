from django.db import models


class Airport(models.Model):
    iata_code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=60)
    timezone = models.CharField(max_length=40)
    elevation_feet = models.IntegerField(null=True)


class AircraftType(models.Model):
    manufacturer = models.CharField(max_length=40)
    model = models.CharField(max_length=20)
    range_miles = models.IntegerField()


class Aircraft(models.Model):
    registration = models.CharField(max_length=8, unique=True)
    aircraft_type = models.ForeignKey("AircraftType", models.CASCADE)
    delivered_on = models.DateField()
    retired_on = models.DateField(null=True)
    seat_capacity = models.SmallIntegerField()


class Flight(models.Model):
    flight_number = models.CharField(max_length=8)
    origin = models.ForeignKey("Airport", models.CASCADE, related_name="+")
    destination = models.ForeignKey("Airport", models.CASCADE, related_name="+")
    aircraft = models.ForeignKey("Aircraft", models.SET_NULL, null=True)
    scheduled_departure = models.DateTimeField()
    actual_departure = models.DateTimeField(null=True)
    scheduled_arrival = models.DateTimeField()
    actual_arrival = models.DateTimeField(null=True)
    is_cancelled = models.BooleanField()


class Passenger(models.Model):
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=60)
    date_of_birth = models.DateField(null=True)
    nationality = models.CharField(max_length=2, blank=True)
    passport_number = models.CharField(max_length=12, blank=True)


class Booking(models.Model):
    reference = models.CharField(max_length=6, unique=True)
    lead_passenger = models.ForeignKey("Passenger", models.CASCADE)
    created_at = models.DateTimeField()
    total = models.DecimalField(max_digits=9, decimal_places=2)
    currency = models.CharField(max_length=3)


class Segment(models.Model):
    booking = models.ForeignKey("Booking", models.CASCADE)
    flight = models.ForeignKey("Flight", models.CASCADE)
    seat_number = models.CharField(max_length=4, blank=True)
    cabin_class = models.CharField(max_length=1)


class Bag(models.Model):
    segment = models.ForeignKey("Segment", models.CASCADE)
    tag_number = models.CharField(max_length=10, unique=True)
    weight_kg = models.DecimalField(max_digits=4, decimal_places=1)


class CrewMember(models.Model):
    employee_number = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=80)
    rank = models.CharField(max_length=3)
    home_base = models.ForeignKey("Airport", models.CASCADE)


class Duty(models.Model):
    crew_member = models.ForeignKey("CrewMember", models.CASCADE)
    flight = models.ForeignKey("Flight", models.CASCADE)
    reported_at = models.DateTimeField(null=True)
