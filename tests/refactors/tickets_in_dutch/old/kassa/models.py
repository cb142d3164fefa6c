from django.db import models


class Zaal(models.Model):
    naam = models.CharField(max_length=60)
    stoelen = models.IntegerField()
    ongenummerd = models.BooleanField(default=False)
    rolstoelplaatsen = models.SmallIntegerField()


class Gezelschap(models.Model):
    naam = models.CharField(max_length=80)
    thuisstad = models.CharField(max_length=60, blank=True)
    website = models.CharField(max_length=120, blank=True)


class Voorstelling(models.Model):
    titel = models.CharField(max_length=100)
    gezelschap = models.ForeignKey(Gezelschap, models.CASCADE)
    duur = models.SmallIntegerField()
    kijkwijzer = models.SmallIntegerField()
    omschrijving = models.TextField(blank=True)


class Uitvoering(models.Model):
    voorstelling = models.ForeignKey(Voorstelling, models.CASCADE)
    zaal = models.ForeignKey(Zaal, models.CASCADE)
    aanvang = models.DateTimeField()
    uitverkocht = models.BooleanField(default=False)
    geannuleerd = models.BooleanField(default=False)


class Bezoeker(models.Model):
    voornaam = models.CharField(max_length=60)
    achternaam = models.CharField(max_length=60)
    mailadres = models.CharField(max_length=120, unique=True)
    nieuwsbrief = models.BooleanField(default=False)
    geboortejaar = models.SmallIntegerField(null=True)


class Bestelling(models.Model):
    bezoeker = models.ForeignKey(Bezoeker, models.CASCADE)
    besteld_op = models.DateTimeField()
    betaald_op = models.DateTimeField(null=True)
    betaalwijze = models.CharField(max_length=10)


class Kaart(models.Model):
    bestelling = models.ForeignKey(Bestelling, models.CASCADE)
    uitvoering = models.ForeignKey(Uitvoering, models.CASCADE)
    rij = models.CharField(max_length=2, blank=True)
    stoel = models.SmallIntegerField(null=True)
    prijs = models.DecimalField(max_digits=6, decimal_places=2)
    gescand_op = models.DateTimeField(null=True)
