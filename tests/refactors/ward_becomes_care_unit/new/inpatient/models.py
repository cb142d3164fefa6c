from django.db import models


class Tracked(models.Model):
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


class CareUnit(Tracked):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)
    floor = models.IntegerField()


class Bed(Tracked):
    unit = models.ForeignKey(CareUnit, models.CASCADE)
    label = models.CharField(max_length=10)
    has_monitor = models.BooleanField(default=False)


class Caregiver(Tracked):
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=60)
    badge_number = models.CharField(max_length=12, unique=True)
    units = models.ManyToManyField(CareUnit)


class Person(Tracked):
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=60)
    birth_date = models.DateField()
    record_number = models.CharField(max_length=14, unique=True)


class Stay(Tracked):
    person = models.ForeignKey(Person, models.PROTECT)
    bed = models.ForeignKey(Bed, models.PROTECT)
    admitted_at = models.DateTimeField()
    discharged_at = models.DateTimeField(null=True)
    diagnosis = models.TextField()
    discharge_reason = models.CharField(max_length=40)


class VitalSigns(Tracked):
    stay = models.ForeignKey(Stay, models.CASCADE)
    taken_by = models.ForeignKey(Caregiver, models.PROTECT)
    pulse = models.SmallIntegerField()
    temperature = models.DecimalField(max_digits=4, decimal_places=1)
    systolic = models.SmallIntegerField()
    diastolic = models.SmallIntegerField()
    notes = models.TextField(blank=True)
