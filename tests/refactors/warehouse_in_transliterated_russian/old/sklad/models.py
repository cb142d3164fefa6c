from django.db import models


class Sklad(models.Model):
    nazvanie = models.CharField(max_length=60)
    adres = models.CharField(max_length=120)
    ploshchad = models.IntegerField()
    otaplivaemyi = models.BooleanField(default=False)


class Edinitsa(models.Model):
    sokrashchenie = models.CharField(max_length=6, unique=True)
    naimenovanie = models.CharField(max_length=40)


class Tovar(models.Model):
    artikul = models.CharField(max_length=12, unique=True)
    naimenovanie = models.CharField(max_length=120)
    edinitsa = models.ForeignKey(Edinitsa, models.CASCADE)
    tsena_zakupki = models.DecimalField(max_digits=10, decimal_places=2)
    tsena_prodazhi = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    shtrihkod = models.CharField(max_length=13, blank=True)
    snyat_s_prodazhi = models.BooleanField(default=False)


class Postavshchik(models.Model):
    nazvanie = models.CharField(max_length=100)
    inn = models.CharField(max_length=12)
    kontaktnoe_litso = models.CharField(max_length=100, blank=True)
    telefon = models.CharField(max_length=30, blank=True)
    otsrochka_dnei = models.SmallIntegerField()


class Nakladnaya(models.Model):
    nomer = models.CharField(max_length=12, unique=True)
    data = models.DateField()
    postavshchik = models.ForeignKey(Postavshchik, models.CASCADE)
    sklad = models.ForeignKey(Sklad, models.CASCADE)
    provedena = models.BooleanField(default=False)
    primechanie = models.TextField(blank=True)


class StrokaNakladnoi(models.Model):
    nakladnaya = models.ForeignKey(Nakladnaya, models.CASCADE)
    tovar = models.ForeignKey(Tovar, models.CASCADE)
    kolichestvo = models.DecimalField(max_digits=10, decimal_places=3)
    tsena = models.DecimalField(max_digits=10, decimal_places=2)


class Ostatok(models.Model):
    tovar = models.ForeignKey(Tovar, models.CASCADE)
    sklad = models.ForeignKey(Sklad, models.CASCADE)
    kolichestvo = models.DecimalField(max_digits=10, decimal_places=3)
    rezerv = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    obnovlen = models.DateTimeField()
