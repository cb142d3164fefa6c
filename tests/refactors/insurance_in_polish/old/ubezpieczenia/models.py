from django.db import models


class Oddzial(models.Model):
    miasto = models.CharField(max_length=60)
    ulica = models.CharField(max_length=80)
    kierownik = models.CharField(max_length=80, blank=True)


class Klient(models.Model):
    imie = models.CharField(max_length=60)
    nazwisko = models.CharField(max_length=60)
    pesel = models.CharField(max_length=11, unique=True)
    data_urodzenia = models.DateField()
    adres = models.CharField(max_length=120, blank=True)
    oddzial = models.ForeignKey(Oddzial, models.CASCADE)
    zmarly = models.BooleanField(default=False)


class Produkt(models.Model):
    nazwa = models.CharField(max_length=60)
    okres_miesiecy = models.SmallIntegerField()
    wycofany = models.BooleanField(default=False)


class Polisa(models.Model):
    numer = models.CharField(max_length=12, unique=True)
    klient = models.ForeignKey(Klient, models.CASCADE)
    produkt = models.ForeignKey(Produkt, models.CASCADE)
    od = models.DateField()
    do = models.DateField()
    suma = models.BigIntegerField()
    stan = models.CharField(max_length=1)


class Skladka(models.Model):
    polisa = models.ForeignKey(Polisa, models.CASCADE)
    termin = models.DateField()
    kwota = models.IntegerField()
    zaplacona = models.BooleanField(default=False)


class Szkoda(models.Model):
    polisa = models.ForeignKey(Polisa, models.CASCADE)
    zgloszona = models.DateTimeField()
    opis = models.TextField()
    kwota_roszczenia = models.IntegerField()
    kwota_wyplaty = models.IntegerField(null=True)
    rzeczoznawca = models.CharField(max_length=80, blank=True)
