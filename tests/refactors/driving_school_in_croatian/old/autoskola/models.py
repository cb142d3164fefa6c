from django.db import models


class Kategorija(models.Model):
    oznaka = models.CharField(max_length=4, unique=True)
    opis = models.CharField(max_length=80)
    najmanja_dob = models.SmallIntegerField()


class Polaznik(models.Model):
    ime = models.CharField(max_length=60)
    prezime = models.CharField(max_length=60)
    oib = models.CharField(max_length=11, unique=True)
    datum_rodenja = models.DateField()
    kategorija = models.ForeignKey("Kategorija", models.CASCADE)
    upisan = models.DateTimeField()
    mobitel = models.CharField(max_length=20, blank=True)
    odustao = models.BooleanField(default=False)


class Instruktor(models.Model):
    ime = models.CharField(max_length=60)
    prezime = models.CharField(max_length=60)
    licenca_do = models.DateField(null=True)


class Vozilo(models.Model):
    registracija = models.CharField(max_length=12, unique=True)
    marka = models.CharField(max_length=40)
    godiste = models.SmallIntegerField()
    rucni_mjenjac = models.BooleanField(default=False)


class Sat(models.Model):
    polaznik = models.ForeignKey("Polaznik", models.CASCADE)
    instruktor = models.ForeignKey("Instruktor", models.CASCADE)
    vozilo = models.ForeignKey("Vozilo", models.SET_NULL, null=True)
    pocetak = models.DateTimeField()
    kilometri = models.SmallIntegerField(null=True)
    biljeska = models.TextField(blank=True)


class Ispit(models.Model):
    polaznik = models.ForeignKey("Polaznik", models.CASCADE)
    vrsta = models.CharField(max_length=12)
    datum = models.DateField()
    pokusaj = models.SmallIntegerField()
    bodovi = models.SmallIntegerField(null=True)
    polozen = models.BooleanField(default=False)


class Rata(models.Model):
    polaznik = models.ForeignKey("Polaznik", models.CASCADE)
    iznos = models.DecimalField(max_digits=8, decimal_places=2)
    dospijece = models.DateField()
    placena = models.DateField(null=True)
