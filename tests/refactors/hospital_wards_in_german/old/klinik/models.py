from django.db import models


class Fachabteilung(models.Model):
    kuerzel = models.CharField(max_length=6, unique=True)
    bezeichnung = models.CharField(max_length=80)
    bettenzahl = models.SmallIntegerField()


class Station(models.Model):
    abteilung = models.ForeignKey("Fachabteilung", models.CASCADE)
    bezeichnung = models.CharField(max_length=60)
    stockwerk = models.SmallIntegerField()
    isolierstation = models.BooleanField()


class Pflegekraft(models.Model):
    personalnummer = models.CharField(max_length=8, unique=True)
    vorname = models.CharField(max_length=40)
    nachname = models.CharField(max_length=40)
    station = models.ForeignKey("Station", models.SET_NULL, null=True)
    eingestellt_am = models.DateField()
    ausgeschieden_am = models.DateField(null=True)


class Arzt(models.Model):
    titel = models.CharField(max_length=20, blank=True)
    vorname = models.CharField(max_length=40)
    nachname = models.CharField(max_length=40)
    abteilung = models.ForeignKey("Fachabteilung", models.CASCADE)
    durchwahl = models.CharField(max_length=6, blank=True)


class Kostentraeger(models.Model):
    name = models.CharField(max_length=80)
    institutionskennzeichen = models.CharField(max_length=9, unique=True)
    privat = models.BooleanField()


class Patient(models.Model):
    fallkennung = models.CharField(max_length=10, unique=True)
    vorname = models.CharField(max_length=40)
    nachname = models.CharField(max_length=40)
    geburtsdatum = models.DateField()
    geschlecht = models.CharField(max_length=1)
    strasse = models.CharField(max_length=80)
    plz = models.CharField(max_length=5)
    ort = models.CharField(max_length=40)
    kostentraeger = models.ForeignKey("Kostentraeger", models.SET_NULL, null=True)
    verstorben = models.BooleanField()
    bemerkungen = models.TextField(blank=True)


class Aufnahme(models.Model):
    patient = models.ForeignKey("Patient", models.CASCADE)
    station = models.ForeignKey("Station", models.CASCADE)
    arzt = models.ForeignKey("Arzt", models.CASCADE)
    aufgenommen_am = models.DateTimeField()
    entlassen_am = models.DateTimeField(null=True)
    aufnahmegrund = models.CharField(max_length=100)
    angelegt = models.DateTimeField()


class Eingriff(models.Model):
    aufnahme = models.ForeignKey("Aufnahme", models.CASCADE)
    schluessel = models.CharField(max_length=10)
    beginn = models.DateTimeField()
    dauer_min = models.SmallIntegerField()
    operateur = models.ForeignKey("Arzt", models.CASCADE)


class Messwert(models.Model):
    aufnahme = models.ForeignKey("Aufnahme", models.CASCADE)
    gemessen = models.DateTimeField()
    puls = models.SmallIntegerField()
    temperatur = models.DecimalField(max_digits=3, decimal_places=1)
    pflegekraft = models.ForeignKey("Pflegekraft", models.SET_NULL, null=True)


class Medikation(models.Model):
    aufnahme = models.ForeignKey("Aufnahme", models.CASCADE)
    wirkstoff = models.CharField(max_length=60)
    dosis_mg = models.DecimalField(max_digits=7, decimal_places=2)
    abgesetzt = models.BooleanField()
