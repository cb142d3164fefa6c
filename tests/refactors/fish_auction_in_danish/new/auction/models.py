from django.db import models


class Harbour(models.Model):
    name = models.CharField(max_length=40)
    code = models.CharField(max_length=5, unique=True)


class Vessel(models.Model):
    name = models.CharField(max_length=60)
    registration = models.CharField(max_length=12, unique=True)
    home_port = models.ForeignKey("Harbour", models.CASCADE)
    length_m = models.DecimalField(max_digits=5, decimal_places=2)
    built_year = models.SmallIntegerField(null=True)
    is_retired = models.BooleanField()


class Species(models.Model):
    name = models.CharField(max_length=40)
    scientific_name = models.CharField(max_length=80)
    minimum_size = models.SmallIntegerField(null=True)


class Buyer(models.Model):
    company = models.CharField(max_length=80)
    address = models.CharField(max_length=80)
    postal_code = models.CharField(max_length=6)
    city = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    credit_limit = models.DecimalField(max_digits=9, decimal_places=2)
    is_blocked = models.BooleanField()


class Catch(models.Model):
    vessel = models.ForeignKey("Vessel", models.CASCADE)
    landed_at = models.DateTimeField()
    harbour = models.ForeignKey("Harbour", models.CASCADE)
    remarks = models.TextField(blank=True)


class Lot(models.Model):
    catch = models.ForeignKey("Catch", models.CASCADE)
    species = models.ForeignKey("Species", models.CASCADE)
    weight_kg = models.DecimalField(max_digits=8, decimal_places=2)
    grade = models.CharField(max_length=1)
    reserve_price = models.DecimalField(max_digits=8, decimal_places=2, null=True)


class Bid(models.Model):
    lot = models.ForeignKey("Lot", models.CASCADE)
    buyer = models.ForeignKey("Buyer", models.CASCADE)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    placed_at = models.DateTimeField()
    is_winning = models.BooleanField()


class Invoice(models.Model):
    buyer = models.ForeignKey("Buyer", models.CASCADE)
    number = models.CharField(max_length=12, unique=True)
    issued_on = models.DateField()
    due_on = models.DateField()
    paid_on = models.DateField(null=True)
