from django.db import models


class Busho(models.Model):
    mei = models.CharField(max_length=60)
    joui = models.ForeignKey("self", models.SET_NULL, null=True)


class Yakushoku(models.Model):
    mei = models.CharField(max_length=40)
    toukyu = models.SmallIntegerField()


class Shain(models.Model):
    shain_bangou = models.CharField(max_length=8, unique=True)
    sei = models.CharField(max_length=40)
    mei = models.CharField(max_length=40)
    seinengappi = models.DateField()
    nyusha_bi = models.DateField()
    taisha_bi = models.DateField(null=True)
    busho = models.ForeignKey(Busho, models.CASCADE)
    yakushoku = models.ForeignKey(Yakushoku, models.SET_NULL, null=True)


class Kouza(models.Model):
    shain = models.OneToOneField(Shain, models.CASCADE)
    ginkou = models.CharField(max_length=60)
    shiten = models.CharField(max_length=3)
    bangou = models.CharField(max_length=7)


class Kyuyo(models.Model):
    shain = models.ForeignKey(Shain, models.CASCADE)
    tsuki = models.DateField()
    kihonkyu = models.IntegerField()
    teate = models.IntegerField()
    koujo = models.IntegerField()
    shiharai_zumi = models.BooleanField(default=False)


class Kintai(models.Model):
    shain = models.ForeignKey(Shain, models.CASCADE)
    hi = models.DateField()
    shussha = models.TimeField(null=True)
    taisha = models.TimeField(null=True)
    zangyo = models.SmallIntegerField(null=True)
    yukyu = models.BooleanField(default=False)
