from django.db import models


class Hat(models.Model):
    no = models.CharField(max_length=4, unique=True)
    ad = models.CharField(max_length=80)
    acilis = models.DateField()


class Durak(models.Model):
    ad = models.CharField(max_length=80)
    enl = models.DecimalField(max_digits=8, decimal_places=5)
    boyl = models.DecimalField(max_digits=8, decimal_places=5)
    engelli = models.BooleanField(default=False)


class HatDurak(models.Model):
    hat = models.ForeignKey("Hat", models.CASCADE)
    durak = models.ForeignKey("Durak", models.CASCADE)
    sira = models.SmallIntegerField()
    sure_sn = models.IntegerField()


class Arac(models.Model):
    filo_no = models.CharField(max_length=8, unique=True)
    imal = models.SmallIntegerField()
    kap = models.SmallIntegerField()


class Surucu(models.Model):
    ad = models.CharField(max_length=60)
    soyad = models.CharField(max_length=60)
    sicil = models.CharField(max_length=10, unique=True)
    ise_giris = models.DateField()


class Sefer(models.Model):
    hat = models.ForeignKey("Hat", models.CASCADE)
    arac = models.ForeignKey("Arac", models.CASCADE)
    surucu = models.ForeignKey("Surucu", models.SET_NULL, null=True)
    kalkis = models.DateTimeField()
    varis = models.DateTimeField(null=True)
    yolcu = models.IntegerField(null=True)


class Ariza(models.Model):
    arac = models.ForeignKey("Arac", models.CASCADE)
    bildirildi = models.DateTimeField()
    onem = models.SmallIntegerField(choices=[(1, "dusuk"), (2, "orta"), (3, "yuksek")])
    acik = models.TextField()
    giderildi = models.DateTimeField(null=True)
