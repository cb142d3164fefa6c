from django.db import models


class Dulo(models.Model):
    nev = models.CharField(max_length=40)
    terulet = models.DecimalField(max_digits=6, decimal_places=2)
    lejtes = models.SmallIntegerField(null=True)
    bio = models.BooleanField()


class Fajta(models.Model):
    nev = models.CharField(max_length=40)
    szin = models.CharField(max_length=5)


class Ultetes(models.Model):
    dulo = models.ForeignKey("Dulo", models.CASCADE)
    fajta = models.ForeignKey("Fajta", models.CASCADE)
    ev = models.SmallIntegerField()
    tokeszam = models.IntegerField()


class Szuret(models.Model):
    ultetes = models.ForeignKey("Ultetes", models.CASCADE)
    kezdet = models.DateField()
    veg = models.DateField(null=True)
    mennyiseg = models.DecimalField(max_digits=9, decimal_places=2)
    cukorfok = models.DecimalField(max_digits=5, decimal_places=2)
    megjegyzes = models.TextField(blank=True)


class Hordo(models.Model):
    szam = models.CharField(max_length=8, unique=True)
    urtartalom = models.SmallIntegerField()
    fa = models.CharField(max_length=20)
    eves = models.SmallIntegerField()


class Bor(models.Model):
    szuret = models.ForeignKey("Szuret", models.CASCADE)
    hordo = models.ForeignKey("Hordo", models.SET_NULL, null=True)
    megnevezes = models.CharField(max_length=80)
    alkohol = models.DecimalField(max_digits=4, decimal_places=2)
    kesz = models.BooleanField()


class Preseles(models.Model):
    szuret = models.ForeignKey("Szuret", models.CASCADE)
    idopont = models.DateTimeField()
    liter = models.DecimalField(max_digits=8, decimal_places=2)
    megjegyzes = models.TextField(blank=True)


class Vevo(models.Model):
    nev = models.CharField(max_length=80)
    varos = models.CharField(max_length=40)
    telefon = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)


class Rendeles(models.Model):
    vevo = models.ForeignKey("Vevo", models.CASCADE)
    bor = models.ForeignKey("Bor", models.CASCADE)
    darab = models.SmallIntegerField()
    ar = models.DecimalField(max_digits=8, decimal_places=2)
    datum = models.DateField()
    kifizetve = models.BooleanField()
