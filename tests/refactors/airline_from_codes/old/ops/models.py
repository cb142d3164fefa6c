from django.db import models


class Apt(models.Model):
    iata = models.CharField(max_length=3, unique=True)
    nm = models.CharField(max_length=60)
    tz = models.CharField(max_length=40)
    elev = models.IntegerField(null=True)


class Actyp(models.Model):
    mfr = models.CharField(max_length=40)
    mdl = models.CharField(max_length=20)
    rng_nm = models.IntegerField()


class Acft(models.Model):
    reg = models.CharField(max_length=8, unique=True)
    typ = models.ForeignKey("Actyp", models.CASCADE)
    dlvd = models.DateField()
    ret = models.DateField(null=True)
    cap = models.SmallIntegerField()


class Flt(models.Model):
    fltno = models.CharField(max_length=8)
    orig = models.ForeignKey("Apt", models.CASCADE, related_name="+")
    dest = models.ForeignKey("Apt", models.CASCADE, related_name="+")
    ac = models.ForeignKey("Acft", models.SET_NULL, null=True)
    std = models.DateTimeField()
    atd = models.DateTimeField(null=True)
    sta = models.DateTimeField()
    ata = models.DateTimeField(null=True)
    cnx = models.BooleanField()


class Pax(models.Model):
    lnm = models.CharField(max_length=60)
    fnm = models.CharField(max_length=60)
    dob = models.DateField(null=True)
    nat = models.CharField(max_length=2, blank=True)
    ppt = models.CharField(max_length=12, blank=True)


class Bkg(models.Model):
    pnr = models.CharField(max_length=6, unique=True)
    pax = models.ForeignKey("Pax", models.CASCADE)
    crtd = models.DateTimeField()
    ttl = models.DecimalField(max_digits=9, decimal_places=2)
    ccy = models.CharField(max_length=3)


class Seg(models.Model):
    bkg = models.ForeignKey("Bkg", models.CASCADE)
    flt = models.ForeignKey("Flt", models.CASCADE)
    seat = models.CharField(max_length=4, blank=True)
    cls = models.CharField(max_length=1)


class Bag(models.Model):
    seg = models.ForeignKey("Seg", models.CASCADE)
    tagno = models.CharField(max_length=10, unique=True)
    wt = models.DecimalField(max_digits=4, decimal_places=1)


class Crw(models.Model):
    empno = models.CharField(max_length=6, unique=True)
    nm = models.CharField(max_length=80)
    rnk = models.CharField(max_length=3)
    base = models.ForeignKey("Apt", models.CASCADE)


class Dty(models.Model):
    crw = models.ForeignKey("Crw", models.CASCADE)
    flt = models.ForeignKey("Flt", models.CASCADE)
    rptd = models.DateTimeField(null=True)
