from django.db import models


class Escrevente(models.Model):
    nome = models.CharField(max_length=80)
    cedula = models.CharField(max_length=10, unique=True)
    ativo = models.BooleanField(default=False)


class Livro(models.Model):
    numero = models.IntegerField(unique=True)
    aberto_em = models.DateField()
    encerrado_em = models.DateField(null=True)
    folhas = models.SmallIntegerField()


class Outorgante(models.Model):
    nome = models.CharField(max_length=80)
    nif = models.CharField(max_length=9, unique=True)
    estado_civil = models.CharField(max_length=12, blank=True)
    morada = models.CharField(max_length=120)
    freguesia = models.CharField(max_length=60)


class Escritura(models.Model):
    livro = models.ForeignKey("Livro", models.CASCADE)
    folha = models.SmallIntegerField()
    escrevente = models.ForeignKey("Escrevente", models.CASCADE)
    lavrada_em = models.DateField()
    assunto = models.CharField(max_length=120)
    emolumentos = models.IntegerField()
    anulada = models.BooleanField(default=False)


class Interveniente(models.Model):
    escritura = models.ForeignKey("Escritura", models.CASCADE)
    outorgante = models.ForeignKey("Outorgante", models.CASCADE)
    qualidade = models.CharField(max_length=20)
    assinou = models.BooleanField(default=False)


class Certidao(models.Model):
    escritura = models.ForeignKey("Escritura", models.CASCADE)
    pedida_em = models.DateTimeField()
    entregue_em = models.DateTimeField(null=True)
    codigo = models.UUIDField(unique=True)
