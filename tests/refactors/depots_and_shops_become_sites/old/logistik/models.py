from django.db import models


class Lager(models.Model):
    bezeichnung = models.CharField(max_length=60)
    strasse = models.CharField(max_length=80)
    ort = models.CharField(max_length=40)
    stellplaetze = models.IntegerField(null=True)


class Filiale(models.Model):
    name = models.CharField(max_length=60)
    strasse = models.CharField(max_length=80)
    ort = models.CharField(max_length=40)
    eroeffnet = models.DateField(null=True)


class Artikel(models.Model):
    nummer = models.CharField(max_length=12, unique=True)
    bezeichnung = models.CharField(max_length=80)
    gewicht = models.DecimalField(max_digits=7, decimal_places=2)
    preis = models.DecimalField(max_digits=8, decimal_places=2)


class Bestand(models.Model):
    lager = models.ForeignKey("Lager", models.CASCADE)
    artikel = models.ForeignKey("Artikel", models.CASCADE)
    menge = models.IntegerField()


class Verkauf(models.Model):
    filiale = models.ForeignKey("Filiale", models.CASCADE)
    artikel = models.ForeignKey("Artikel", models.CASCADE)
    menge = models.IntegerField()
    verkauft = models.DateTimeField()
    rabatt = models.DecimalField(max_digits=5, decimal_places=2, null=True)
