from django.db import models


class Physician(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    specialty = models.CharField(max_length=60)
    license_number = models.CharField(max_length=9, unique=True)


class Insurer(models.Model):
    name = models.CharField(max_length=80)
    institution_code = models.CharField(max_length=9)


class Patient(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    born_on = models.DateField()
    sex = models.CharField(max_length=1)
    street = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    insurer = models.ForeignKey(Insurer, models.SET_NULL, null=True)
    insurance_number = models.CharField(max_length=12, blank=True)
    is_private = models.BooleanField(default=False)
    is_deceased = models.BooleanField(default=False)
    family_physician = models.ForeignKey(Physician, models.SET_NULL, null=True)
    remarks = models.TextField(blank=True)


class Appointment(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    physician = models.ForeignKey(Physician, models.CASCADE)
    starts_at = models.DateTimeField()
    duration_minutes = models.SmallIntegerField()
    reason = models.CharField(max_length=80, blank=True)
    attended = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)


class DiagnosisCode(models.Model):
    code = models.CharField(max_length=8, unique=True)
    description = models.CharField(max_length=120)
    is_chronic = models.BooleanField(default=False)


class Finding(models.Model):
    appointment = models.ForeignKey(Appointment, models.CASCADE)
    code = models.ForeignKey(DiagnosisCode, models.SET_NULL, null=True)
    body = models.TextField()
    reviewed_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    written_at = models.DateTimeField()


class Drug(models.Model):
    brand_name = models.CharField(max_length=80)
    substance = models.CharField(max_length=80)
    pzn = models.CharField(max_length=8, unique=True)
    pack_price = models.DecimalField(max_digits=8, decimal_places=2)
    needs_prescription = models.BooleanField(default=True)


class Prescription(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    drug = models.ForeignKey(Drug, models.CASCADE)
    issued_on = models.DateField()
    quantity = models.SmallIntegerField()
    directions = models.CharField(max_length=80, blank=True)
    valid_until = models.DateField(null=True)
