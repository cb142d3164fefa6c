from django.db import models


class Keeper(models.Model):
    name = models.CharField(max_length=80)
    is_blocked = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)


class Dog(models.Model):
    keeper = models.ForeignKey(Keeper, models.CASCADE)
    call_name = models.CharField(max_length=40)
    is_deceased = models.BooleanField(default=False)
    is_sterilised = models.BooleanField(default=False)
    is_invisible = models.BooleanField(default=False)
    is_male = models.BooleanField(default=False)


class Stay(models.Model):
    dog = models.ForeignKey(Dog, models.CASCADE)
    from_day = models.DateField()
    until_day = models.DateField()
    is_settled = models.BooleanField(default=False)
    has_vaccination = models.BooleanField(default=False)
