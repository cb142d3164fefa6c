from django.db import models


class Flat(models.Model):
    street = models.CharField(max_length=80)
    rooms = models.SmallIntegerField()
    rent = models.DecimalField(max_digits=8, decimal_places=2)


class Tenant(models.Model):
    name = models.CharField(max_length=80)
    flat = models.ForeignKey("Flat", models.SET_NULL, null=True)
    since = models.DateField()


class Note(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object_id = models.IntegerField()
    text = models.TextField()
    written = models.DateTimeField()
