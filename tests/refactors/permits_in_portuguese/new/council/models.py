from django.db import models


class Parish(models.Model):
    name = models.CharField(max_length=60, unique=True)
    statistics_code = models.CharField(max_length=6)


class Resident(models.Model):
    full_name = models.CharField(max_length=120)
    tax_number = models.CharField(max_length=9, unique=True)
    address = models.CharField(max_length=120)
    postal_code = models.CharField(max_length=8)
    parish = models.ForeignKey(Parish, models.CASCADE)
    mobile = models.CharField(max_length=20, blank=True)
    date_of_birth = models.DateField(null=True)
    deceased = models.BooleanField(default=False)


class Officer(models.Model):
    name = models.CharField(max_length=80)
    grade = models.CharField(max_length=40)
    extension = models.CharField(max_length=5, blank=True)


class ApplicationKind(models.Model):
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=60)


class Application(models.Model):
    number = models.CharField(max_length=12, unique=True)
    applicant = models.ForeignKey(Resident, models.CASCADE)
    kind = models.ForeignKey(ApplicationKind, models.CASCADE)
    received_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    handled_by = models.ForeignKey(Officer, models.SET_NULL, null=True)
    is_urgent = models.BooleanField(default=False)
    subject = models.CharField(max_length=120)


class Permit(models.Model):
    application = models.OneToOneField(Application, models.CASCADE)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    is_revoked = models.BooleanField(default=False)


class Fee(models.Model):
    application = models.ForeignKey(Application, models.CASCADE)
    description = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    paid_on = models.DateField(null=True)
