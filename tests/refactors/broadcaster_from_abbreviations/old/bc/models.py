from django.db import models


class Chan(models.Model):
    nm = models.CharField(max_length=40)
    lcn = models.SmallIntegerField()
    hd = models.BooleanField(default=False)


class Gnr(models.Model):
    nm = models.CharField(max_length=40)


class Prog(models.Model):
    ttl = models.CharField(max_length=100)
    gnr = models.ForeignKey(Gnr, models.CASCADE)
    orig_lang = models.CharField(max_length=3)
    syn = models.TextField(blank=True)
    wtrshd = models.BooleanField(default=False)
    comm_dt = models.DateField(null=True)


class Ep(models.Model):
    prog = models.ForeignKey(Prog, models.CASCADE)
    ser_no = models.SmallIntegerField()
    ep_no = models.SmallIntegerField()
    ttl = models.CharField(max_length=100, blank=True)
    len_s = models.IntegerField()
    subt = models.BooleanField(default=True)


class Sched(models.Model):
    chan = models.ForeignKey(Chan, models.CASCADE)
    ep = models.ForeignKey(Ep, models.CASCADE)
    tx_at = models.DateTimeField()
    dur_s = models.IntegerField()
    rpt = models.BooleanField(default=False)


class Pers(models.Model):
    fn = models.CharField(max_length=60)
    ln = models.CharField(max_length=60)
    dob = models.DateField(null=True)
    agt = models.CharField(max_length=80, blank=True)


class Contr(models.Model):
    ep = models.ForeignKey(Ep, models.CASCADE)
    pers = models.ForeignKey(Pers, models.CASCADE)
    role = models.CharField(max_length=1)
    fee_amt = models.DecimalField(max_digits=9, decimal_places=2, null=True)
