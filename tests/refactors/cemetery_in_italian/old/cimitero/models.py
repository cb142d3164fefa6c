from django.db import models


class Settore(models.Model):
    sigla = models.CharField(max_length=4, unique=True)
    descrizione = models.CharField(max_length=80, blank=True)


class Loculo(models.Model):
    settore = models.ForeignKey("Settore", models.CASCADE)
    fila = models.SmallIntegerField()
    numero = models.IntegerField()
    tipo = models.CharField(max_length=12)
    latitudine = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitudine = models.DecimalField(max_digits=9, decimal_places=6, null=True)


class Defunto(models.Model):
    nome = models.CharField(max_length=60)
    cognome = models.CharField(max_length=60)
    nato_il = models.DateField(null=True)
    morto_il = models.DateField()
    loculo = models.ForeignKey("Loculo", models.SET_NULL, null=True)
    sepolto_il = models.DateField(null=True)


class Erede(models.Model):
    defunto = models.ForeignKey("Defunto", models.CASCADE)
    nome = models.CharField(max_length=80)
    indirizzo = models.CharField(max_length=120, blank=True)
    telefono = models.CharField(max_length=30, blank=True)


class Concessione(models.Model):
    loculo = models.ForeignKey("Loculo", models.CASCADE)
    titolare = models.ForeignKey("Erede", models.SET_NULL, null=True)
    dal = models.DateField()
    al = models.DateField(null=True)
    canone = models.DecimalField(max_digits=8, decimal_places=2)
    rinnovabile = models.BooleanField(default=False)


class Lampada(models.Model):
    loculo = models.ForeignKey("Loculo", models.CASCADE)
    accesa_dal = models.DateField()
    pagata_fino = models.DateField(null=True)
    guasta = models.BooleanField(default=False)


class Esumazione(models.Model):
    defunto = models.ForeignKey("Defunto", models.CASCADE)
    eseguita = models.DateTimeField(null=True)
    verbale = models.TextField(blank=True)
