from django.db import models


class Proion(models.Model):
    onomasia = models.CharField(max_length=80)
    kodikos = models.CharField(max_length=12)
    timi = models.DecimalField(max_digits=8, decimal_places=2)
    syntagi = models.BooleanField()
    apothema = models.IntegerField()


class Katigoria(models.Model):
    titlos = models.CharField(max_length=40)
    proionta = models.ManyToManyField("Proion")


class Pelatis(models.Model):
    eponymia = models.CharField(max_length=80)
    afm = models.CharField(max_length=9)
    poli = models.CharField(max_length=40)
    tilefono = models.CharField(max_length=30, blank=True)
    energos = models.BooleanField()


class Paraggelia(models.Model):
    pelatis = models.ForeignKey("Pelatis", models.CASCADE)
    imerominia = models.DateField()
    apostoli = models.DateTimeField(null=True)
    paratiriseis = models.TextField(blank=True)


class Grammi(models.Model):
    paraggelia = models.ForeignKey("Paraggelia", models.CASCADE)
    proion = models.ForeignKey("Proion", models.CASCADE)
    posotita = models.IntegerField()
    ekptosi = models.DecimalField(max_digits=5, decimal_places=2)


class Timologio(models.Model):
    paraggelia = models.ForeignKey("Paraggelia", models.CASCADE)
    arithmos = models.CharField(max_length=12)
    poso = models.DecimalField(max_digits=10, decimal_places=2)
    ekdosi = models.DateField()
    exofli8i = models.DateField(null=True)


class Pliromi(models.Model):
    timologio = models.ForeignKey("Timologio", models.CASCADE)
    poso = models.DecimalField(max_digits=10, decimal_places=2)
    stigmi = models.DateTimeField()


class Dromologio(models.Model):
    onoma = models.CharField(max_length=40)
    odigos = models.CharField(max_length=60)
    anaxorisi = models.TimeField()


class Stasi(models.Model):
    dromologio = models.ForeignKey("Dromologio", models.CASCADE)
    pelatis = models.ForeignKey("Pelatis", models.CASCADE)
    seira = models.SmallIntegerField()
