from django.db import models
from django.utils import timezone


class Patient(models.Model):
    record_number = models.CharField(max_length=10, unique=True)
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    born_on = models.DateField()
    sex = models.CharField(
        max_length=8, choices=[("male", "male"), ("female", "female"), ("diverse", "diverse")]
    )
    street = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=5)
    city = models.CharField(max_length=40)
    payer = models.ForeignKey("Payer", models.SET_NULL, null=True)
    is_deceased = models.BooleanField(default=False)
    remarks = models.TextField(blank=True, default="")


class Payer(models.Model):
    name = models.CharField(max_length=80)
    institution_code = models.CharField(max_length=9, unique=True)
    is_private = models.BooleanField()


class Department(models.Model):
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=80)
    bed_count = models.SmallIntegerField()


class Ward(models.Model):
    department = models.ForeignKey("Department", models.CASCADE)
    name = models.CharField(max_length=60)
    floor = models.SmallIntegerField()
    is_isolation = models.BooleanField()


class Physician(models.Model):
    title = models.CharField(max_length=20, blank=True)
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    department = models.ForeignKey("Department", models.CASCADE)
    extension = models.CharField(max_length=6, blank=True)


class Nurse(models.Model):
    staff_number = models.CharField(max_length=8, unique=True)
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    ward = models.ForeignKey("Ward", models.SET_NULL, null=True)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)


class Admission(models.Model):
    patient = models.ForeignKey("Patient", models.CASCADE)
    ward = models.ForeignKey("Ward", models.CASCADE)
    physician = models.ForeignKey("Physician", models.CASCADE)
    admitted_at = models.DateTimeField()
    discharged_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100)
    recorded_at = models.DateTimeField(default=timezone.now)


class Procedure(models.Model):
    admission = models.ForeignKey("Admission", models.CASCADE)
    ops_code = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    duration = models.DurationField()
    surgeon = models.ForeignKey("Physician", models.CASCADE)


class Prescription(models.Model):
    admission = models.ForeignKey("Admission", models.CASCADE)
    substance = models.CharField(max_length=60)
    dose_mg = models.DecimalField(max_digits=7, decimal_places=2)
    is_stopped = models.BooleanField()


class Reading(models.Model):
    admission = models.ForeignKey("Admission", models.CASCADE)
    taken_at = models.DateTimeField()
    pulse = models.SmallIntegerField()
    temperature = models.DecimalField(max_digits=3, decimal_places=1)
    nurse = models.ForeignKey("Nurse", models.SET_NULL, null=True)
