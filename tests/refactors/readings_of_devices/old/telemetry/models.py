from django.db import models


class Site(models.Model):
    name = models.CharField(max_length=60, db_column="site_nm")
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        db_table = "tbl_site"


class Sensor(models.Model):
    site = models.ForeignKey(Site, models.CASCADE, db_column="site_no")
    serial = models.CharField(max_length=16, unique=True, db_column="ser_no")
    model = models.CharField(max_length=30, db_column="mdl")
    installed = models.DateField(db_column="inst_dt")
    battery = models.IntegerField(db_column="batt_mv")

    class Meta:
        db_table = "tbl_sensor"


class Reading(models.Model):
    sensor = models.ForeignKey(Sensor, models.CASCADE, db_column="sensor_no")
    ts = models.DateTimeField()
    temp = models.FloatField(null=True)
    hum = models.FloatField(null=True)
    qual = models.SmallIntegerField()

    class Meta:
        db_table = "tbl_reading"


class Alert(models.Model):
    sensor = models.ForeignKey(Sensor, models.CASCADE, db_column="sensor_no")
    raised = models.DateTimeField()
    cleared = models.DateTimeField(null=True)
    level = models.SmallIntegerField(choices=[(1, "note"), (2, "warning"), (3, "alarm")])
    msg = models.CharField(max_length=120)

    class Meta:
        db_table = "tbl_alert"
