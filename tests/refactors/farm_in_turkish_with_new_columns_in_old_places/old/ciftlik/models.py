from django.db import models


class Ahir(models.Model):
    ad = models.CharField(max_length=40)
    kapasite = models.SmallIntegerField()
    isitmali = models.BooleanField()


class Irk(models.Model):
    ad = models.CharField(max_length=40, unique=True)
    mense = models.CharField(max_length=40)


class Hayvan(models.Model):
    kupe = models.CharField(max_length=14, unique=True)
    irk = models.ForeignKey("Irk", models.CASCADE)
    ahir = models.ForeignKey("Ahir", models.CASCADE)
    dogum = models.DateField()
    disi = models.BooleanField()
    agirlik = models.DecimalField(max_digits=6, decimal_places=1)


class Ciftci(models.Model):
    ad = models.CharField(max_length=40)
    soyad = models.CharField(max_length=40)
    telefon = models.CharField(max_length=20)
    lakap = models.CharField(max_length=100, blank=True)


class Tarla(models.Model):
    sahip = models.ForeignKey("Ciftci", models.CASCADE)
    mevki = models.CharField(max_length=60)
    donum = models.DecimalField(max_digits=7, decimal_places=2)
    parsel = models.SmallIntegerField()
    sulu = models.BooleanField()


class Ekim(models.Model):
    tarla = models.ForeignKey("Tarla", models.CASCADE)
    urun = models.CharField(max_length=40)
    ekildi = models.DateField()
    tohum_kg = models.DecimalField(max_digits=7, decimal_places=2)


class Hasat(models.Model):
    ekim = models.ForeignKey("Ekim", models.CASCADE)
    bicildi = models.DateField()
    verim = models.DecimalField(max_digits=9, decimal_places=2)


class Sagim(models.Model):
    hayvan = models.ForeignKey("Hayvan", models.CASCADE)
    zaman = models.DateTimeField()
    litre = models.DecimalField(max_digits=5, decimal_places=2)


class Asi(models.Model):
    hayvan = models.ForeignKey("Hayvan", models.CASCADE)
    vuruldu = models.DateField()
    hekim = models.CharField(max_length=60)
