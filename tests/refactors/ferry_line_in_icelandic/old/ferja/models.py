from django.db import models


class Skip(models.Model):
    heiti = models.CharField(max_length=40)
    smidaar = models.SmallIntegerField(null=True)
    saeti = models.SmallIntegerField()
    bilar = models.SmallIntegerField()


class Hofn(models.Model):
    heiti = models.CharField(max_length=40)
    breidd = models.FloatField()
    lengd = models.FloatField()


class Leid(models.Model):
    fra = models.ForeignKey("Hofn", models.CASCADE)
    til = models.ForeignKey("Hofn", models.CASCADE)
    minutur = models.IntegerField()


class Sigling(models.Model):
    leid = models.ForeignKey("Leid", models.CASCADE)
    skip = models.ForeignKey("Skip", models.CASCADE)
    brottfor = models.DateTimeField()
    koma = models.DateTimeField(null=True)
    aflyst = models.BooleanField()


class Farthegi(models.Model):
    nafn = models.CharField(max_length=80)
    netfang = models.EmailField(blank=True)
    faedingardagur = models.DateField(null=True)


class Bokun(models.Model):
    sigling = models.ForeignKey("Sigling", models.CASCADE)
    farthegi = models.ForeignKey("Farthegi", models.CASCADE)
    verd = models.DecimalField(max_digits=8, decimal_places=2)
    greitt = models.DateTimeField(null=True)


class Okutaeki(models.Model):
    bokun = models.ForeignKey("Bokun", models.CASCADE)
    numer = models.CharField(max_length=10)
    metrar = models.DecimalField(max_digits=5, decimal_places=2)
