from django.db import models


class Spender(models.Model):
    name = models.CharField(max_length=80)
    anonym = models.BooleanField(default=False)


class Piece(models.Model):
    inventarnr = models.CharField(max_length=14, unique=True)
    titel = models.CharField(max_length=100)
    material = models.CharField(max_length=40)
    epoche = models.CharField(max_length=30)
    spender = models.ForeignKey(Spender, models.SET_NULL, null=True)
    erworben = models.DateField(null=True)
    ausgestellt = models.BooleanField(default=False)


class Leihe(models.Model):
    piece = models.ForeignKey(Piece, models.CASCADE)
    haus = models.CharField(max_length=80)
    von = models.DateField()
    bis = models.DateField(null=True)
    versicherungswert = models.DecimalField(max_digits=12, decimal_places=2)
