from django.db import models


class Gora(models.Model):
    ime = models.CharField(max_length=60)
    visina = models.SmallIntegerField()


class Koca(models.Model):
    gora = models.ForeignKey("Gora", models.CASCADE)
    ime = models.CharField(max_length=60)
    lezisca = models.SmallIntegerField()
    odprta = models.BooleanField()
    oskrbnik = models.CharField(max_length=80, blank=True)
    opis = models.TextField(blank=True)


class Clan(models.Model):
    ime = models.CharField(max_length=40)
    priimek = models.CharField(max_length=40)
    rojen = models.DateField(null=True)
    izkaznica = models.CharField(max_length=10)


class Rezervacija(models.Model):
    oznaka = models.UUIDField()
    koca = models.ForeignKey("Koca", models.CASCADE)
    clan = models.ForeignKey("Clan", models.CASCADE)
    prihod = models.DateField()
    odhod = models.DateField()
    osebe = models.SmallIntegerField()
    potrjena = models.DateTimeField(null=True)


class Obrok(models.Model):
    rezervacija = models.ForeignKey("Rezervacija", models.CASCADE)
    jed = models.CharField(max_length=40)
    cena = models.DecimalField(max_digits=6, decimal_places=2)


class Ocena(models.Model):
    koca = models.ForeignKey("Koca", models.CASCADE)
    clan = models.ForeignKey("Clan", models.CASCADE)
    zvezdice = models.SmallIntegerField()
    besedilo = models.TextField(blank=True)
    objavljeno = models.DateTimeField()
