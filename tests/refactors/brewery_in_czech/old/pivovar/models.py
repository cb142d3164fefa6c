from django.db import models


class Surovina(models.Model):
    nazev = models.CharField(max_length=60)
    jednotka = models.CharField(max_length=5)


class Pivo(models.Model):
    nazev = models.CharField(max_length=60, unique=True)
    stupnovitost = models.DecimalField(max_digits=4, decimal_places=1)
    horkost = models.SmallIntegerField(null=True)
    popis = models.TextField(blank=True)


class Recept(models.Model):
    pivo = models.ForeignKey("Pivo", models.CASCADE)
    surovina = models.ForeignKey("Surovina", models.CASCADE)
    mnozstvi = models.DecimalField(max_digits=8, decimal_places=2)


class Varka(models.Model):
    pivo = models.ForeignKey("Pivo", models.CASCADE)
    cislo = models.CharField(max_length=12, unique=True)
    uvareno = models.DateField()
    staceno = models.DateField(null=True)
    litru = models.IntegerField()


class Odberatel(models.Model):
    jmeno = models.CharField(max_length=80)
    ulice = models.CharField(max_length=80)
    mesto = models.CharField(max_length=60)
    psc = models.CharField(max_length=6)
    ico = models.CharField(max_length=8, blank=True)


class Objednavka(models.Model):
    odberatel = models.ForeignKey("Odberatel", models.CASCADE)
    datum = models.DateField()
    zaplaceno = models.BooleanField()


class Polozka(models.Model):
    objednavka = models.ForeignKey("Objednavka", models.CASCADE)
    varka = models.ForeignKey("Varka", models.CASCADE)
    kusu = models.SmallIntegerField()
    cena = models.DecimalField(max_digits=7, decimal_places=2)
