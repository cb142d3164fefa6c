from django.db import models


class Nauczyciel(models.Model):
    imie = models.CharField(max_length=40)
    nazwisko = models.CharField(max_length=40)
    telefon = models.CharField(max_length=20, blank=True)
    zatrudniony = models.DateField()


class Klasa(models.Model):
    oznaczenie = models.CharField(max_length=4, unique=True)
    rocznik = models.SmallIntegerField()
    wychowawca = models.ForeignKey("Nauczyciel", models.CASCADE)


class Uczen(models.Model):
    imie = models.CharField(max_length=40)
    nazwisko = models.CharField(max_length=40)
    urodzony = models.DateField()
    klasa = models.ForeignKey("Klasa", models.CASCADE)
    skreslony = models.BooleanField()


class Przedmiot(models.Model):
    nazwa = models.CharField(max_length=60)
    wymiar = models.SmallIntegerField()


class Lekcja(models.Model):
    klasa = models.ForeignKey("Klasa", models.CASCADE)
    przedmiot = models.ForeignKey("Przedmiot", models.CASCADE)
    nauczyciel = models.ForeignKey("Nauczyciel", models.CASCADE)
    dzien = models.SmallIntegerField()
    godzina = models.SmallIntegerField()
    sala = models.CharField(max_length=6, blank=True)


class Oceny(models.Model):
    uczen = models.ForeignKey("Uczen", models.CASCADE)
    przedmiot = models.ForeignKey("Przedmiot", models.CASCADE)
    semestr1 = models.SmallIntegerField(null=True)
    semestr2 = models.SmallIntegerField(null=True)
    koncowa = models.SmallIntegerField(null=True)
    uwagi = models.TextField(blank=True)


class Nieobecnosc(models.Model):
    uczen = models.ForeignKey("Uczen", models.CASCADE)
    lekcja = models.ForeignKey("Lekcja", models.CASCADE)
    data = models.DateField()
    usprawiedliwiona = models.BooleanField()
