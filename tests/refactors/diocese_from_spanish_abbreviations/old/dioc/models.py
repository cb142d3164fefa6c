from django.db import models


class Parr(models.Model):
    NOM = models.CharField(max_length=80)
    DIR = models.CharField(max_length=80)
    FUND = models.SmallIntegerField(null=True)


class Sacer(models.Model):
    NOM = models.CharField(max_length=40)
    APE = models.CharField(max_length=60)
    FORD = models.DateField()
    JUB = models.BooleanField()


class Fiel(models.Model):
    NOM = models.CharField(max_length=40)
    APE = models.CharField(max_length=60)
    FNAC = models.DateField(null=True)
    PARR = models.ForeignKey("Parr", models.CASCADE)


class Sacr(models.Model):
    FIEL = models.ForeignKey("Fiel", models.CASCADE)
    SACER = models.ForeignKey("Sacer", models.CASCADE)
    PARR = models.ForeignKey("Parr", models.CASCADE)
    TIPO = models.CharField(max_length=1)
    FEC = models.DateField()
    OBS = models.TextField(blank=True)


class Padr(models.Model):
    SACR = models.ForeignKey("Sacr", models.CASCADE)
    FIEL = models.ForeignKey("Fiel", models.CASCADE)


class Tras(models.Model):
    SACER = models.ForeignKey("Sacer", models.CASCADE)
    ORIG = models.ForeignKey("Parr", models.CASCADE, related_name="+")
    DEST = models.ForeignKey("Parr", models.CASCADE, related_name="+")
    FEC = models.DateField()
    MOT = models.CharField(max_length=100, blank=True)


class Coro(models.Model):
    PARR = models.ForeignKey("Parr", models.CASCADE)
    NOM = models.CharField(max_length=60)
    MIEMB = models.ManyToManyField("Fiel")
