from django.db import models


class Entrepot(models.Model):
    nom = models.CharField(max_length=60)
    adresse = models.CharField(max_length=120)
    code_postal = models.CharField(max_length=5)
    ville = models.CharField(max_length=60)
    surface_m2 = models.IntegerField()
    ouvert_la_nuit = models.BooleanField(default=False)


class Chauffeur(models.Model):
    prenom = models.CharField(max_length=60)
    nom = models.CharField(max_length=60)
    permis = models.CharField(max_length=12, unique=True)
    embauche_le = models.DateField()
    actif = models.BooleanField(default=True)


class Camion(models.Model):
    immatriculation = models.CharField(max_length=9, unique=True)
    charge_utile_kg = models.IntegerField()
    kilometrage = models.IntegerField()
    entrepot = models.ForeignKey(Entrepot, models.CASCADE)


class Expediteur(models.Model):
    raison_sociale = models.CharField(max_length=100)
    siret = models.CharField(max_length=14, unique=True)
    courriel = models.EmailField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)


class Tournee(models.Model):
    jour = models.DateField()
    chauffeur = models.ForeignKey(Chauffeur, models.CASCADE)
    camion = models.ForeignKey(Camion, models.CASCADE)
    depart = models.DateTimeField(null=True)
    retour = models.DateTimeField(null=True)


class Colis(models.Model):
    numero_suivi = models.CharField(max_length=14, unique=True)
    expediteur = models.ForeignKey(Expediteur, models.CASCADE)
    destinataire = models.CharField(max_length=100)
    ville_destination = models.CharField(max_length=60)
    poids_brut = models.DecimalField(max_digits=7, decimal_places=2)
    poids_net = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    valeur_declaree = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    fragile = models.BooleanField(default=False)
    contre_remboursement = models.BooleanField(default=False)
    tournee = models.ForeignKey(Tournee, models.SET_NULL, null=True)
    date_livraison = models.DateField(null=True)


class Evenement(models.Model):
    colis = models.ForeignKey(Colis, models.CASCADE)
    entrepot = models.ForeignKey(Entrepot, models.SET_NULL, null=True)
    horodatage = models.DateTimeField()
    code = models.CharField(max_length=3)
