from django.db import models


class Arici(models.Model):
    ad = models.CharField(max_length=40)
    soyad = models.CharField(max_length=40)
    telefon = models.CharField(max_length=30, blank=True)
    uye_no = models.CharField(max_length=10, unique=True)


class Arilik(models.Model):
    arici = models.ForeignKey("Arici", models.CASCADE)
    yer = models.CharField(max_length=60)
    enlem = models.FloatField()
    boylam = models.FloatField()


class Kovan(models.Model):
    arilik = models.ForeignKey("Arilik", models.CASCADE)
    numara = models.IntegerField()
    durum = models.CharField(max_length=10)
    kurulus = models.DateField(null=True)


class Muayene(models.Model):
    kovan = models.ForeignKey("Kovan", models.CASCADE)
    tarih = models.DateField()
    sicaklik = models.SmallIntegerField(null=True)
    ana_ari_goruldu = models.BooleanField()
    notlar = models.TextField(blank=True)


class Hasat(models.Model):
    kovan = models.ForeignKey("Kovan", models.CASCADE)
    tarih = models.DateField()
    miktar = models.DecimalField(max_digits=6, decimal_places=2)
