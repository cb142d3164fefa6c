from django.db import models


class Bunrui(models.Model):
    kigou = models.CharField(max_length=8, unique=True)
    namae = models.CharField(max_length=60)


class Shuppansha(models.Model):
    namae = models.CharField(max_length=80)
    denwa = models.CharField(max_length=20, blank=True)


class Chosha(models.Model):
    sei = models.CharField(max_length=40)
    mei = models.CharField(max_length=40)
    seinen = models.SmallIntegerField(null=True)


class Hon(models.Model):
    hyoudai = models.CharField(max_length=120)
    isbn = models.CharField(max_length=13, unique=True)
    bunrui = models.ForeignKey("Bunrui", models.CASCADE)
    shuppansha = models.ForeignKey("Shuppansha", models.CASCADE)
    hakkou = models.DateField(null=True)
    chosha = models.ManyToManyField("Chosha")


class Zousho(models.Model):
    hon = models.ForeignKey("Hon", models.CASCADE)
    barcode = models.CharField(max_length=14, unique=True)
    tana = models.CharField(max_length=10, blank=True)
    haiki = models.BooleanField()


class Riyousha(models.Model):
    kaado = models.CharField(max_length=10, unique=True)
    sei = models.CharField(max_length=40)
    mei = models.CharField(max_length=40)
    touroku = models.DateField()
    meeru = models.EmailField(blank=True)


class Kashidashi(models.Model):
    zousho = models.ForeignKey("Zousho", models.CASCADE)
    riyousha = models.ForeignKey("Riyousha", models.CASCADE)
    kashita = models.DateTimeField()
    kaeshita = models.DateTimeField(null=True)
    enchou = models.SmallIntegerField()


class Yoyaku(models.Model):
    hon = models.ForeignKey("Hon", models.CASCADE)
    riyousha = models.ForeignKey("Riyousha", models.CASCADE)
    uketsuke = models.DateTimeField()
    torikeshi = models.BooleanField()


class Ensoku(models.Model):
    kaisai = models.DateField()
    daimei = models.CharField(max_length=100)
    teiin = models.SmallIntegerField(null=True)
