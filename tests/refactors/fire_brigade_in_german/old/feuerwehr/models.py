from django.db import models


class Wache(models.Model):
    bezeichnung = models.CharField(max_length=60)
    strasse = models.CharField(max_length=80)
    gruendungsjahr = models.SmallIntegerField()


class Fahrzeug(models.Model):
    wache = models.ForeignKey("Wache", models.CASCADE)
    funkrufname = models.CharField(max_length=20, unique=True)
    kennzeichen = models.CharField(max_length=12)
    besatzung = models.SmallIntegerField()
    tank_l = models.IntegerField(null=True)
    ausser_dienst = models.DateField(null=True)


class Kamerad(models.Model):
    wache = models.ForeignKey("Wache", models.CASCADE)
    vorname = models.CharField(max_length=60)
    nachname = models.CharField(max_length=60)
    geburtstag = models.DateField()
    eintritt = models.DateField()
    atemschutz = models.BooleanField(default=False)
    dienstgrad = models.CharField(max_length=30)


class Lehrgang(models.Model):
    titel = models.CharField(max_length=80)
    stunden = models.SmallIntegerField()


class Teilnahme(models.Model):
    kamerad = models.ForeignKey("Kamerad", models.CASCADE)
    lehrgang = models.ForeignKey("Lehrgang", models.CASCADE)
    abschluss = models.DateField(null=True)
    bestanden = models.BooleanField(default=False)


class Einsatz(models.Model):
    nummer = models.CharField(max_length=14, unique=True)
    stichwort = models.CharField(max_length=10)
    alarmiert = models.DateTimeField()
    ort = models.CharField(max_length=80)
    fehlalarm = models.BooleanField(default=False)
    bericht = models.TextField(blank=True)


class Ausruecken(models.Model):
    einsatz = models.ForeignKey("Einsatz", models.CASCADE)
    fahrzeug = models.ForeignKey("Fahrzeug", models.CASCADE)
    gruppenfuehrer = models.ForeignKey("Kamerad", models.SET_NULL, null=True)
    dauer_min = models.IntegerField()
    km = models.SmallIntegerField()


class Schlauch(models.Model):
    fahrzeug = models.ForeignKey("Fahrzeug", models.SET_NULL, null=True)
    nummer = models.CharField(max_length=12, unique=True)
    laenge_m = models.SmallIntegerField()
    angeschafft = models.DateField()


class Schlauchpruefung(models.Model):
    schlauch = models.ForeignKey("Schlauch", models.CASCADE)
    datum = models.DateField()
    druck_bar = models.DecimalField(max_digits=4, decimal_places=1)
    ergebnis = models.CharField(
        max_length=1, choices=[("I", "in Ordnung"), ("R", "Reparatur"), ("A", "ausgesondert")]
    )
    pruefer = models.ForeignKey("Kamerad", models.SET_NULL, null=True)
