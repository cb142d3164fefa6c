from django.db import models


class Stamma(models.Model):
    namn = models.CharField(max_length=30)
    ordning = models.SmallIntegerField()


class Sangare(models.Model):
    fornamn = models.CharField(max_length=40)
    efternamn = models.CharField(max_length=40)
    epost = models.EmailField(blank=True)
    telefon = models.CharField(max_length=30, blank=True)
    stamma = models.ForeignKey("Stamma", models.CASCADE)
    fodd = models.DateField(null=True)
    intradde = models.DateField()
    aktiv = models.BooleanField()


class Kompositor(models.Model):
    namn = models.CharField(max_length=80)
    land = models.CharField(max_length=2)
    fodelsear = models.SmallIntegerField(null=True)


class Stycke(models.Model):
    titel = models.CharField(max_length=120)
    kompositor = models.ForeignKey("Kompositor", models.CASCADE)
    langd = models.IntegerField()
    sprak = models.CharField(max_length=3)
    anteckning = models.TextField(blank=True)


class Konsert(models.Model):
    rubrik = models.CharField(max_length=120)
    plats = models.CharField(max_length=80)
    tidpunkt = models.DateTimeField()
    intrade = models.DecimalField(max_digits=6, decimal_places=2)
    installd = models.BooleanField()


class Programpunkt(models.Model):
    konsert = models.ForeignKey("Konsert", models.CASCADE)
    stycke = models.ForeignKey("Stycke", models.CASCADE)
    nummer = models.SmallIntegerField()


class Repetition(models.Model):
    konsert = models.ForeignKey("Konsert", models.SET_NULL, null=True)
    borjar = models.DateTimeField()
    lokal = models.CharField(max_length=40)


class Narvaro(models.Model):
    repetition = models.ForeignKey("Repetition", models.CASCADE)
    sangare = models.ForeignKey("Sangare", models.CASCADE)
    kom = models.BooleanField()
    ursakt = models.CharField(max_length=100, blank=True)
