from django.db import models


class Podere(models.Model):
    denominazione = models.CharField(max_length=80)
    comune = models.CharField(max_length=60)
    ettari = models.DecimalField(max_digits=7, decimal_places=2)


class Appezzamento(models.Model):
    podere = models.ForeignKey(Podere, models.CASCADE)
    sigla = models.CharField(max_length=8)
    superficie = models.DecimalField(max_digits=7, decimal_places=2)
    irriguo = models.BooleanField(default=False)
    biologico_dal = models.DateField(null=True)


class Coltura(models.Model):
    nome = models.CharField(max_length=60, unique=True)
    famiglia = models.CharField(max_length=60, blank=True)


class Semina(models.Model):
    appezzamento = models.ForeignKey(Appezzamento, models.CASCADE)
    coltura = models.ForeignKey(Coltura, models.CASCADE)
    data = models.DateField()
    kg_seme = models.DecimalField(max_digits=8, decimal_places=2)
    note = models.TextField(blank=True)


class Irrigazione(models.Model):
    appezzamento = models.ForeignKey(Appezzamento, models.CASCADE)
    inizio = models.DateTimeField()
    durata_sec = models.IntegerField()
    metri_cubi = models.DecimalField(max_digits=8, decimal_places=2)


class Raccolta(models.Model):
    semina = models.ForeignKey(Semina, models.CASCADE)
    data = models.DateField()
    quintali = models.DecimalField(max_digits=8, decimal_places=2)
    umidita = models.DecimalField(max_digits=4, decimal_places=1, null=True)


class Capo(models.Model):
    marca_auricolare = models.CharField(max_length=14, unique=True)
    specie = models.CharField(max_length=12)
    nato_il = models.DateField(null=True)
    padre = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    madre = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    venduto = models.BooleanField(default=False)


class Mungitura(models.Model):
    capo = models.ForeignKey(Capo, models.CASCADE)
    quando = models.DateTimeField()
    litri = models.DecimalField(max_digits=5, decimal_places=2)
    grasso_pct = models.DecimalField(max_digits=4, decimal_places=2, null=True)
