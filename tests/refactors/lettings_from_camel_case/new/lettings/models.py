from django.db import models


class Landlord(models.Model):
    name = models.CharField(max_length=100)
    account_number = models.CharField(max_length=20, blank=True)
    sort_code = models.CharField(max_length=8, blank=True)
    lives_abroad = models.BooleanField(default=False)


class Building(models.Model):
    name = models.CharField(max_length=80, blank=True)
    street = models.CharField(max_length=100)
    town = models.CharField(max_length=60)
    postcode = models.CharField(max_length=8)
    year_built = models.SmallIntegerField(null=True)
    landlord = models.ForeignKey(Landlord, models.CASCADE)


class Dwelling(models.Model):
    building = models.ForeignKey(Building, models.CASCADE)
    door = models.CharField(max_length=8)
    bedrooms = models.SmallIntegerField()
    storey = models.SmallIntegerField()
    energy_rating = models.CharField(max_length=1, blank=True)
    pets_allowed = models.BooleanField(default=False)
    rent_per_week = models.DecimalField(max_digits=8, decimal_places=2)


class Tenant(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    mobile = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=120, blank=True)
    references_checked = models.BooleanField(default=False)


class Tenancy(models.Model):
    dwelling = models.ForeignKey(Dwelling, models.CASCADE)
    main_tenant = models.ForeignKey(Tenant, models.CASCADE)
    begins_on = models.DateField()
    vacated_on = models.DateField(null=True)
    notice_given_on = models.DateField(null=True)
    deposit = models.DecimalField(max_digits=8, decimal_places=2)
    rent_period = models.CharField(max_length=1)


class Payment(models.Model):
    tenancy = models.ForeignKey(Tenancy, models.CASCADE)
    received_on = models.DateField()
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    reference = models.CharField(max_length=30, blank=True)


class Inspection(models.Model):
    dwelling = models.ForeignKey(Dwelling, models.CASCADE)
    inspected_on = models.DateField()
    inspector = models.CharField(max_length=80)
    findings = models.TextField(blank=True)
    next_due_on = models.DateField(null=True)
