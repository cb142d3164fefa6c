from django.db import models


class Client(models.Model):
    name = models.CharField(max_length=80)
    street = models.CharField(max_length=80, blank=True)
    town = models.CharField(max_length=60)
    vat_number = models.CharField(max_length=14, blank=True)
    is_invoiced_by_mail = models.BooleanField(default=False)


class Method(models.Model):
    code = models.CharField(max_length=10, unique=True)
    title = models.CharField(max_length=80)
    unit = models.CharField(max_length=12)
    detection_limit = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    is_accredited = models.BooleanField(default=False)


class Technician(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    initials = models.CharField(max_length=4)


class Specimen(models.Model):
    barcode = models.CharField(max_length=12, unique=True)
    client = models.ForeignKey(Client, models.CASCADE)
    collected_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    matrix = models.CharField(max_length=20)
    is_urgent = models.BooleanField(default=False)
    remarks = models.TextField(blank=True)


class Measurement(models.Model):
    specimen = models.ForeignKey(Specimen, models.CASCADE)
    method = models.ForeignKey(Method, models.CASCADE)
    technician = models.ForeignKey(Technician, models.SET_NULL, null=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    qualifier = models.CharField(max_length=2, blank=True)
    measured_at = models.DateTimeField()
    replicate = models.SmallIntegerField()


class Report(models.Model):
    number = models.CharField(max_length=14, unique=True)
    client = models.ForeignKey(Client, models.CASCADE)
    issued_at = models.DateTimeField()
    fee = models.DecimalField(max_digits=9, decimal_places=2)
    is_void = models.BooleanField(default=False)
