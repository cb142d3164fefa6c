from django.db import models


class District(models.Model):
    number = models.SmallIntegerField(unique=True)
    name = models.CharField(max_length=40)


class Household(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    salutation = models.CharField(max_length=60)
    street = models.CharField(max_length=60)
    postcode = models.CharField(max_length=7)
    town = models.CharField(max_length=40)


class Member(models.Model):
    household = models.ForeignKey("Household", models.CASCADE)
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    born_on = models.DateField(null=True)
    is_confirmed = models.BooleanField()
    removed_on = models.DateField(null=True)


class Preacher(models.Model):
    name = models.CharField(max_length=60)
    home_parish = models.CharField(max_length=40)
    is_retired = models.BooleanField()


class Service(models.Model):
    starts_at = models.DateTimeField()
    preachers = models.ManyToManyField("Preacher")
    theme = models.CharField(max_length=80, blank=True)
    has_communion = models.BooleanField()
    attendance = models.SmallIntegerField(null=True)


class Collection(models.Model):
    service = models.ForeignKey("Service", models.CASCADE)
    purpose = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=8, decimal_places=2)


class Baptism(models.Model):
    baptised = models.OneToOneField("Member", models.CASCADE)
    service = models.ForeignKey("Service", models.CASCADE)
    given_names = models.CharField(max_length=80)


class Office(models.Model):
    member = models.ForeignKey("Member", models.CASCADE)
    role = models.CharField(max_length=20)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
