from django.db import models


class Arzt(models.Model):
    vorname = models.CharField(max_length=60)
    nachname = models.CharField(max_length=60)
    fachgebiet = models.CharField(max_length=60)
    arztnummer = models.CharField(max_length=9, unique=True)


class Krankenkasse(models.Model):
    bezeichnung = models.CharField(max_length=80)
    ik_nummer = models.CharField(max_length=9)


class Patient(models.Model):
    vorname = models.CharField(max_length=60)
    nachname = models.CharField(max_length=60)
    geburtstag = models.DateField()
    geschlecht = models.CharField(max_length=1)
    strasse = models.CharField(max_length=80, blank=True)
    plz = models.CharField(max_length=5, blank=True)
    ort = models.CharField(max_length=60, blank=True)
    telefon = models.CharField(max_length=30, blank=True)
    krankenkasse = models.ForeignKey(Krankenkasse, models.SET_NULL, null=True)
    versichertennummer = models.CharField(max_length=12, blank=True)
    kassenpatient = models.BooleanField(default=True)
    verstorben = models.BooleanField(default=False)
    hausarzt = models.ForeignKey(Arzt, models.SET_NULL, null=True)
    bemerkung = models.TextField(blank=True)


class Termin(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    arzt = models.ForeignKey(Arzt, models.CASCADE)
    beginn = models.DateTimeField()
    dauer_minuten = models.SmallIntegerField()
    anlass = models.CharField(max_length=80, blank=True)
    erschienen = models.BooleanField(default=False)
    abgesagt_am = models.DateTimeField(null=True)


class Diagnoseschluessel(models.Model):
    schluessel = models.CharField(max_length=8, unique=True)
    text = models.CharField(max_length=120)
    chronisch = models.BooleanField(default=False)


class Befund(models.Model):
    termin = models.ForeignKey(Termin, models.CASCADE)
    schluessel = models.ForeignKey(Diagnoseschluessel, models.SET_NULL, null=True)
    text = models.TextField()
    kontrolle = models.DateField(null=True)
    verfasst_am = models.DateTimeField()


class Medikament(models.Model):
    handelsname = models.CharField(max_length=80)
    wirkstoff = models.CharField(max_length=80)
    pzn = models.CharField(max_length=8, unique=True)
    packungspreis = models.DecimalField(max_digits=8, decimal_places=2)
    rezeptpflichtig = models.BooleanField(default=True)


class Rezept(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    medikament = models.ForeignKey(Medikament, models.CASCADE)
    ausgestellt_am = models.DateField()
    anzahl = models.SmallIntegerField()
    einnahme = models.CharField(max_length=80, blank=True)
    gueltig_bis = models.DateField(null=True)
