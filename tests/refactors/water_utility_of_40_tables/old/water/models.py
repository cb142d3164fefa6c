from django.db import models


class Rgn(models.Model):
    nm = models.CharField(max_length=40)
    cd = models.CharField(max_length=4)


class Dstr(models.Model):
    rgn = models.ForeignKey("Rgn", models.CASCADE)
    nm = models.CharField(max_length=40)
    pop = models.IntegerField()


class Strt(models.Model):
    dstr = models.ForeignKey("Dstr", models.CASCADE)
    nm = models.CharField(max_length=60)


class Prop(models.Model):
    strt = models.ForeignKey("Strt", models.CASCADE)
    hs_no = models.CharField(max_length=8)
    pc = models.CharField(max_length=8)
    occ = models.BooleanField()


class Cust(models.Model):
    nm = models.CharField(max_length=80)
    eml = models.EmailField(blank=True)
    ph = models.CharField(max_length=30, blank=True)
    dob = models.DateField(null=True)
    vip = models.BooleanField()


class Acct(models.Model):
    cust = models.ForeignKey("Cust", models.CASCADE)
    prop = models.ForeignKey("Prop", models.CASCADE)
    acct_no = models.CharField(max_length=10)
    opn_dt = models.DateField()
    cls_dt = models.DateField(null=True)
    bal = models.DecimalField(max_digits=10, decimal_places=2)


class TrfTyp(models.Model):
    nm = models.CharField(max_length=30)


class Trf(models.Model):
    trf_typ = models.ForeignKey("TrfTyp", models.CASCADE)
    nm = models.CharField(max_length=40)
    rt = models.DecimalField(max_digits=8, decimal_places=4)
    vld_frm = models.DateField()
    vld_to = models.DateField(null=True)


class MtrMdl(models.Model):
    mfr = models.CharField(max_length=40)
    mdl = models.CharField(max_length=20)
    dgts = models.SmallIntegerField()


class Mtr(models.Model):
    mtr_mdl = models.ForeignKey("MtrMdl", models.CASCADE)
    prop = models.ForeignKey("Prop", models.CASCADE)
    srl = models.CharField(max_length=16)
    inst_dt = models.DateField()
    rmv_dt = models.DateField(null=True)
    smrt = models.BooleanField()


class Rdr(models.Model):
    nm = models.CharField(max_length=80)
    emp_no = models.CharField(max_length=8)


class Rdg(models.Model):
    mtr = models.ForeignKey("Mtr", models.CASCADE)
    rdr = models.ForeignKey("Rdr", models.SET_NULL, null=True)
    val = models.IntegerField()
    rd_at = models.DateTimeField()
    est = models.BooleanField()


class Inv(models.Model):
    acct = models.ForeignKey("Acct", models.CASCADE)
    inv_no = models.CharField(max_length=12)
    amt = models.DecimalField(max_digits=10, decimal_places=2)
    iss_dt = models.DateField()
    due_dt = models.DateField()


class InvLn(models.Model):
    inv = models.ForeignKey("Inv", models.CASCADE)
    trf = models.ForeignKey("Trf", models.CASCADE)
    qty = models.DecimalField(max_digits=8, decimal_places=2)
    amt = models.DecimalField(max_digits=10, decimal_places=2)
    dsc = models.CharField(max_length=80, blank=True)


class Pmt(models.Model):
    acct = models.ForeignKey("Acct", models.CASCADE)
    amt = models.DecimalField(max_digits=10, decimal_places=2)
    rcv_at = models.DateTimeField()
    ref = models.CharField(max_length=20, blank=True)


class DD(models.Model):
    acct = models.ForeignKey("Acct", models.CASCADE)
    iban = models.CharField(max_length=34)
    sgn_dt = models.DateField()
    cncl_dt = models.DateField(null=True)


class Rmdr(models.Model):
    inv = models.ForeignKey("Inv", models.CASCADE)
    lvl = models.SmallIntegerField()
    snt_at = models.DateTimeField()
    fee = models.DecimalField(max_digits=6, decimal_places=2)


class Cmpl(models.Model):
    cust = models.ForeignKey("Cust", models.CASCADE)
    sbj = models.CharField(max_length=80)
    txt = models.TextField(blank=True)
    rcv_dt = models.DateField()
    rslv_dt = models.DateField(null=True)


class Agt(models.Model):
    nm = models.CharField(max_length=80)
    tm = models.CharField(max_length=20)


class Cl(models.Model):
    agt = models.ForeignKey("Agt", models.CASCADE)
    cust = models.ForeignKey("Cust", models.SET_NULL, null=True)
    strt_at = models.DateTimeField()
    secs = models.IntegerField()
    nts = models.TextField(blank=True)


class Src(models.Model):
    nm = models.CharField(max_length=40)
    dpth = models.DecimalField(max_digits=6, decimal_places=2)
    actv = models.BooleanField()


class Plt(models.Model):
    src = models.ForeignKey("Src", models.CASCADE)
    nm = models.CharField(max_length=40)
    cpty = models.IntegerField()


class Pmp(models.Model):
    plt = models.ForeignKey("Plt", models.CASCADE)
    tag = models.CharField(max_length=10)
    kw = models.DecimalField(max_digits=6, decimal_places=2)
    hrs = models.IntegerField()


class Tnk(models.Model):
    plt = models.ForeignKey("Plt", models.CASCADE)
    lbl = models.CharField(max_length=20)
    vol = models.IntegerField()
    lst_cln = models.DateField(null=True)


class PpMat(models.Model):
    nm = models.CharField(max_length=30)


class Pp(models.Model):
    pp_mat = models.ForeignKey("PpMat", models.CASCADE)
    strt = models.ForeignKey("Strt", models.CASCADE)
    dia = models.SmallIntegerField()
    lng = models.DecimalField(max_digits=8, decimal_places=2)
    ld_yr = models.SmallIntegerField(null=True)


class Vlv(models.Model):
    pp = models.ForeignKey("Pp", models.CASCADE)
    opn = models.BooleanField()
    lst_chk = models.DateField(null=True)


class Hyd(models.Model):
    strt = models.ForeignKey("Strt", models.CASCADE)
    no = models.SmallIntegerField()
    flw = models.IntegerField()


class Brst(models.Model):
    pp = models.ForeignKey("Pp", models.CASCADE)
    rpt_at = models.DateTimeField()
    fxd_at = models.DateTimeField(null=True)
    cst = models.DecimalField(max_digits=10, decimal_places=2)


class Crw(models.Model):
    nm = models.CharField(max_length=30)
    van = models.CharField(max_length=10)


class Wrkr(models.Model):
    crw = models.ForeignKey("Crw", models.CASCADE)
    nm = models.CharField(max_length=80)
    hrd_dt = models.DateField()
    lft_dt = models.DateField(null=True)


class Job(models.Model):
    crw = models.ForeignKey("Crw", models.CASCADE)
    brst = models.ForeignKey("Brst", models.SET_NULL, null=True)
    prio = models.SmallIntegerField()
    strt_at = models.DateTimeField(null=True)
    end_at = models.DateTimeField(null=True)


class MatUse(models.Model):
    job = models.ForeignKey("Job", models.CASCADE)
    itm = models.CharField(max_length=40)
    qty = models.IntegerField()


class Smp(models.Model):
    src = models.ForeignKey("Src", models.CASCADE)
    tkn_at = models.DateTimeField()
    tmp = models.DecimalField(max_digits=4, decimal_places=1)
    ok = models.BooleanField()


class Prm(models.Model):
    nm = models.CharField(max_length=40)
    unt = models.CharField(max_length=10)
    mx = models.DecimalField(max_digits=8, decimal_places=3)


class Rslt(models.Model):
    smp = models.ForeignKey("Smp", models.CASCADE)
    prm = models.ForeignKey("Prm", models.CASCADE)
    val = models.DecimalField(max_digits=8, decimal_places=3)


class Plnt(models.Model):
    dstr = models.ForeignKey("Dstr", models.CASCADE)
    trs = models.SmallIntegerField()
    yr = models.SmallIntegerField()


class Otg(models.Model):
    dstr = models.ForeignKey("Dstr", models.CASCADE)
    frm = models.DateTimeField()
    tll = models.DateTimeField(null=True)
    rsn = models.CharField(max_length=80, blank=True)


class Ntc(models.Model):
    otg = models.ForeignKey("Otg", models.CASCADE)
    chnl = models.CharField(max_length=10)
    txt = models.TextField(blank=True)
    pub_at = models.DateTimeField()
