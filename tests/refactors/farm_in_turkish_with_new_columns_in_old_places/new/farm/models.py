from django.db import models


class Barn(models.Model):
    name = models.CharField(max_length=40)
    capacity = models.SmallIntegerField()
    is_heated = models.BooleanField()


class Breed(models.Model):
    name = models.CharField(max_length=40, unique=True)
    origin = models.CharField(max_length=40)


class Animal(models.Model):
    ear_tag = models.CharField(max_length=14, unique=True)
    breed = models.ForeignKey("Breed", models.CASCADE)
    barn = models.ForeignKey("Barn", models.CASCADE)
    born_on = models.DateField()
    is_female = models.BooleanField()
    weight = models.DecimalField(max_digits=6, decimal_places=1)


class Farmer(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20)
    email = models.CharField(max_length=100, blank=True)


class Field(models.Model):
    owner = models.ForeignKey("Farmer", models.CASCADE)
    location = models.CharField(max_length=60)
    acres = models.DecimalField(max_digits=7, decimal_places=2)
    first_year = models.SmallIntegerField()
    is_irrigated = models.BooleanField()


class Sowing(models.Model):
    field = models.ForeignKey("Field", models.CASCADE)
    crop = models.CharField(max_length=40)
    sown_on = models.DateField()
    seed_kg = models.DecimalField(max_digits=7, decimal_places=2)


class Harvest(models.Model):
    sowing = models.ForeignKey("Sowing", models.CASCADE)
    cut_on = models.DateField()
    yield_kg = models.DecimalField(max_digits=9, decimal_places=2)


class Milking(models.Model):
    animal = models.ForeignKey("Animal", models.CASCADE)
    milked_at = models.DateTimeField()
    litres = models.DecimalField(max_digits=5, decimal_places=2)


class Vaccination(models.Model):
    animal = models.ForeignKey("Animal", models.CASCADE)
    given_on = models.DateField()
    vet = models.CharField(max_length=60)
