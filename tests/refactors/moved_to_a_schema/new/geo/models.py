from django.db import connection, models
from django.db.models.signals import pre_migrate


class Region(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        db_table = 'atlas"."region'


class Town(models.Model):
    region = models.ForeignKey(Region, models.CASCADE)
    name = models.CharField(max_length=50)
    people = models.IntegerField()

    class Meta:
        db_table = 'atlas"."town'


def make_schema(**said):
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS atlas")


pre_migrate.connect(make_schema, dispatch_uid="atlas")
