from django.db import models


class Wijk(models.Model):
    nummer = models.SmallIntegerField(unique=True)
    naam = models.CharField(max_length=40)


class Gezin(models.Model):
    wijk = models.ForeignKey("Wijk", models.CASCADE)
    aanhef = models.CharField(max_length=60)
    straat = models.CharField(max_length=60)
    postcode = models.CharField(max_length=7)
    woonplaats = models.CharField(max_length=40)


class Gemeentelid(models.Model):
    gezin = models.ForeignKey("Gezin", models.CASCADE)
    roepnaam = models.CharField(max_length=40)
    achternaam = models.CharField(max_length=40)
    geboren = models.DateField(null=True)
    belijdend = models.BooleanField()
    uitgeschreven = models.DateField(null=True)


class Voorganger(models.Model):
    naam = models.CharField(max_length=60)
    standplaats = models.CharField(max_length=40)
    emeritus = models.BooleanField()


class Kerkdienst(models.Model):
    aanvang = models.DateTimeField()
    thema = models.CharField(max_length=80, blank=True)
    voorganger = models.ForeignKey("Voorganger", models.CASCADE)
    avondmaal = models.BooleanField()
    bezoekers = models.SmallIntegerField(null=True)


class Collecte(models.Model):
    dienst = models.ForeignKey("Kerkdienst", models.CASCADE)
    doel = models.CharField(max_length=80)
    opbrengst_centen = models.IntegerField()


class Doop(models.Model):
    dopeling = models.OneToOneField("Gemeentelid", models.CASCADE)
    dienst = models.ForeignKey("Kerkdienst", models.CASCADE)
    doopnaam = models.CharField(max_length=80)


class Ambt(models.Model):
    lid = models.ForeignKey("Gemeentelid", models.CASCADE)
    functie = models.CharField(max_length=20)
    begin = models.DateField()
    einde = models.DateField(null=True)
