from django.db import models


class Donor(models.Model):
    name = models.CharField(max_length=80)
    wants_no_name = models.BooleanField(default=False)


class Material(models.Model):
    name = models.CharField(max_length=40, unique=True)
    is_organic = models.BooleanField(default=False)


class Object(models.Model):
    inventory_number = models.CharField(max_length=14, unique=True)
    title = models.CharField(max_length=100)
    material = models.ForeignKey(Material, models.CASCADE)
    period = models.CharField(
        max_length=12,
        choices=[
            ("baroque", "Baroque"),
            ("gothic", "Gothic"),
            ("antiquity", "Antiquity"),
            ("modern", "Modern"),
        ],
    )
    donor = models.ForeignKey(Donor, models.SET_NULL, null=True)
    acquired_on = models.DateField(null=True)
    is_on_display = models.BooleanField(default=False)


class LoanOut(models.Model):
    object = models.ForeignKey(Object, models.CASCADE)
    institution = models.CharField(max_length=80)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    insured_value = models.DecimalField(max_digits=12, decimal_places=2)
