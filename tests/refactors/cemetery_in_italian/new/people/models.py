from django.db import models


class Deceased(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    born_on = models.DateField(null=True)
    died_on = models.DateField()
    grave = models.ForeignKey("grounds.Grave", models.SET_NULL, null=True)
    buried_on = models.DateField(null=True)


class Heir(models.Model):
    deceased = models.ForeignKey("Deceased", models.CASCADE)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
