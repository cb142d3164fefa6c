from django.db import models


class Freguesia(models.Model):
    nome = models.CharField(max_length=60, unique=True)
    codigo_ine = models.CharField(max_length=6)


class Municipe(models.Model):
    nome_completo = models.CharField(max_length=120)
    nif = models.CharField(max_length=9, unique=True)
    morada = models.CharField(max_length=120)
    codigo_postal = models.CharField(max_length=8)
    freguesia = models.ForeignKey(Freguesia, models.CASCADE)
    telemovel = models.CharField(max_length=20, blank=True)
    data_nascimento = models.DateField(null=True)
    falecido = models.BooleanField(default=False)


class Funcionario(models.Model):
    nome = models.CharField(max_length=80)
    categoria = models.CharField(max_length=40)
    extensao = models.CharField(max_length=5, blank=True)


class Requerimento(models.Model):
    numero = models.CharField(max_length=12, unique=True)
    requerente = models.ForeignKey(Municipe, models.CASCADE)
    tipo = models.CharField(max_length=20)
    entrada_em = models.DateTimeField()
    prazo = models.DateField(null=True)
    responsavel = models.ForeignKey(Funcionario, models.SET_NULL, null=True)
    urgente = models.BooleanField(default=False)
    assunto = models.CharField(max_length=120)


class Licenca(models.Model):
    requerimento = models.OneToOneField(Requerimento, models.CASCADE)
    emitida_em = models.DateField()
    valida_ate = models.DateField(null=True)
    revogada = models.BooleanField(default=False)


class Taxa(models.Model):
    requerimento = models.ForeignKey(Requerimento, models.CASCADE)
    descricao = models.CharField(max_length=80)
    valor = models.DecimalField(max_digits=8, decimal_places=2)
    paga_em = models.DateField(null=True)
