from django.db import models


class Havn(models.Model):
    navn = models.CharField(max_length=40)
    kode = models.CharField(max_length=5, unique=True)


class Kutter(models.Model):
    navn = models.CharField(max_length=60)
    kendingsnummer = models.CharField(max_length=12, unique=True)
    havn = models.ForeignKey("Havn", models.CASCADE)
    laengde = models.DecimalField(max_digits=5, decimal_places=2)
    bygget = models.SmallIntegerField(null=True)
    udgaaet = models.BooleanField()


class Fiskeart(models.Model):
    navn = models.CharField(max_length=40)
    latin = models.CharField(max_length=80)
    mindstemaal = models.SmallIntegerField(null=True)


class Koeber(models.Model):
    firma = models.CharField(max_length=80)
    adresse = models.CharField(max_length=80)
    postnr = models.CharField(max_length=6)
    by = models.CharField(max_length=40)
    mobil = models.CharField(max_length=30, blank=True)
    kredit = models.DecimalField(max_digits=9, decimal_places=2)
    spaerret = models.BooleanField()


class Fangst(models.Model):
    kutter = models.ForeignKey("Kutter", models.CASCADE)
    landet = models.DateTimeField()
    havn = models.ForeignKey("Havn", models.CASCADE)
    bemaerkning = models.TextField(blank=True)


class Parti(models.Model):
    fangst = models.ForeignKey("Fangst", models.CASCADE)
    art = models.ForeignKey("Fiskeart", models.CASCADE)
    vaegt = models.DecimalField(max_digits=8, decimal_places=2)
    kvalitet = models.CharField(max_length=1)
    mindstepris = models.DecimalField(max_digits=8, decimal_places=2, null=True)


class Bud(models.Model):
    parti = models.ForeignKey("Parti", models.CASCADE)
    koeber = models.ForeignKey("Koeber", models.CASCADE)
    beloeb = models.DecimalField(max_digits=9, decimal_places=2)
    afgivet = models.DateTimeField()
    vundet = models.BooleanField()


class Faktura(models.Model):
    koeber = models.ForeignKey("Koeber", models.CASCADE)
    nummer = models.CharField(max_length=12, unique=True)
    dato = models.DateField()
    forfald = models.DateField()
    betalt = models.DateField(null=True)
