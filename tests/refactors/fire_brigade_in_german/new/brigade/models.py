from django.db import models


class Station(models.Model):
    name = models.CharField(max_length=60)
    street = models.CharField(max_length=80)
    founded_in = models.SmallIntegerField()


class Appliance(models.Model):
    station = models.ForeignKey("Station", models.CASCADE)
    call_sign = models.CharField(max_length=20, unique=True)
    registration = models.CharField(max_length=12)
    crew_size = models.SmallIntegerField()
    tank_litres = models.IntegerField(null=True)
    withdrawn_on = models.DateField(null=True)


class Firefighter(models.Model):
    station = models.ForeignKey("Station", models.CASCADE)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    born_on = models.DateField()
    joined_on = models.DateField()
    wears_breathing_apparatus = models.BooleanField(default=False)
    rank = models.CharField(max_length=30)


class TrainingCourse(models.Model):
    title = models.CharField(max_length=80)
    hours = models.SmallIntegerField()


class Attendance(models.Model):
    firefighter = models.ForeignKey("Firefighter", models.CASCADE)
    course = models.ForeignKey("TrainingCourse", models.CASCADE)
    completed_on = models.DateField(null=True)
    passed = models.BooleanField(default=False)


class Incident(models.Model):
    number = models.CharField(max_length=14, unique=True)
    keyword = models.CharField(max_length=10)
    alarmed_at = models.DateTimeField()
    place = models.CharField(max_length=80)
    is_false_alarm = models.BooleanField(default=False)
    report = models.TextField(blank=True)


class Turnout(models.Model):
    incident = models.ForeignKey("Incident", models.CASCADE)
    appliance = models.ForeignKey("Appliance", models.CASCADE)
    commander = models.ForeignKey("Firefighter", models.SET_NULL, null=True)
    duration = models.DurationField()
    distance_km = models.SmallIntegerField()


class Hose(models.Model):
    appliance = models.ForeignKey("Appliance", models.SET_NULL, null=True)
    number = models.CharField(max_length=12, unique=True)
    length_m = models.SmallIntegerField()
    purchased_on = models.DateField()


class HoseTest(models.Model):
    hose = models.ForeignKey("Hose", models.CASCADE)
    tested_on = models.DateField()
    pressure_bar = models.DecimalField(max_digits=4, decimal_places=1)
    result = models.CharField(
        max_length=12,
        choices=[("ok", "in order"), ("repair", "to repair"), ("scrapped", "scrapped")],
    )
    tester = models.ForeignKey("Firefighter", models.SET_NULL, null=True)
