from django.db import models


class Cliente(models.Model):
    ragione_sociale = models.CharField(max_length=80)
    partita_iva = models.CharField(max_length=11, unique=True)
    indirizzo = models.CharField(max_length=80)
    citta = models.CharField(max_length=40)
    fido = models.DecimalField(max_digits=9, decimal_places=2)
    bloccato = models.BooleanField()


class Autista(models.Model):
    cognome = models.CharField(max_length=40)
    nome = models.CharField(max_length=40)
    patente = models.CharField(max_length=12, unique=True)
    assunto = models.DateField()


class Mezzo(models.Model):
    targa = models.CharField(max_length=8, unique=True)
    portata_kg = models.IntegerField()
    immatricolato = models.DateField()
    revisione = models.DateField(null=True)


class Magazzino(models.Model):
    sigla = models.CharField(max_length=4, unique=True)
    citta = models.CharField(max_length=40)
    ribalte = models.SmallIntegerField()


class Spedizione(models.Model):
    cliente = models.ForeignKey("Cliente", models.CASCADE)
    mittente = models.CharField(max_length=80)
    destinatario = models.CharField(max_length=80)
    colli = models.SmallIntegerField()
    peso_lordo = models.DecimalField(max_digits=8, decimal_places=2)
    peso_netto = models.DecimalField(max_digits=8, decimal_places=2)
    ritiro = models.DateField()
    consegna = models.DateField(null=True)
    assicurata = models.BooleanField()


class Viaggio(models.Model):
    mezzo = models.ForeignKey("Mezzo", models.CASCADE)
    autista = models.ForeignKey("Autista", models.CASCADE)
    partenza = models.DateTimeField()
    arrivo = models.DateTimeField(null=True)
    km_iniziali = models.IntegerField()
    km_finali = models.IntegerField()


class Carico(models.Model):
    viaggio = models.ForeignKey("Viaggio", models.CASCADE)
    spedizione = models.ForeignKey("Spedizione", models.CASCADE)
    magazzino = models.ForeignKey("Magazzino", models.SET_NULL, null=True)
    posizione = models.SmallIntegerField()


class Fattura(models.Model):
    cliente = models.ForeignKey("Cliente", models.CASCADE)
    numero = models.CharField(max_length=12, unique=True)
    emessa = models.DateField()
    imponibile = models.DecimalField(max_digits=9, decimal_places=2)
    pagata = models.BooleanField()
    sollecito = models.DateField(null=True)
