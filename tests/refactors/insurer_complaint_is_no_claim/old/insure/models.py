from django.db import models


class Client(models.Model):
    nom = models.CharField(max_length=80)
    courriel = models.EmailField(blank=True)
    naissance = models.DateField(null=True)


class Contrat(models.Model):
    client = models.ForeignKey("Client", models.CASCADE)
    numero = models.CharField(max_length=12, unique=True)
    debut = models.DateField()
    fin = models.DateField(null=True)
    prime = models.DecimalField(max_digits=8, decimal_places=2)


class Reclamation(models.Model):
    contrat = models.ForeignKey("Contrat", models.CASCADE)
    recue = models.DateField()
    texte = models.TextField()
