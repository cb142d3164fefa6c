from django.db import models


class Area(models.Model):
    nm = models.CharField(max_length=60)
    alt_m = models.SmallIntegerField()


class Lift(models.Model):
    area = models.ForeignKey("Area", models.CASCADE)
    nm = models.CharField(max_length=60)
    cap_ph = models.IntegerField()
    blt = models.SmallIntegerField()


class LiftStop(models.Model):
    lift = models.ForeignKey("Lift", models.CASCADE)
    frm = models.DateTimeField()
    til = models.DateTimeField(null=True)
    rsn = models.CharField(max_length=60)


class LiftCheck(models.Model):
    lift = models.ForeignKey("Lift", models.CASCADE)
    dt = models.DateField()
    res = models.CharField(max_length=12)


class Run(models.Model):
    area = models.ForeignKey("Area", models.CASCADE)
    nm = models.CharField(max_length=60)
    clr = models.CharField(max_length=8)
    len_m = models.IntegerField()


class SnowCat(models.Model):
    no = models.CharField(max_length=8, unique=True)
    hrs = models.IntegerField()


class Groom(models.Model):
    run = models.ForeignKey("Run", models.CASCADE)
    cat = models.ForeignKey("SnowCat", models.SET_NULL, null=True)
    at = models.DateTimeField()


class SnowGun(models.Model):
    run = models.ForeignKey("Run", models.CASCADE)
    ser = models.CharField(max_length=16, unique=True)
    kw = models.DecimalField(max_digits=5, decimal_places=1)


class Weather(models.Model):
    area = models.ForeignKey("Area", models.CASCADE)
    at = models.DateTimeField()
    tmp = models.DecimalField(max_digits=4, decimal_places=1)
    snw_cm = models.SmallIntegerField(null=True)


class Patrol(models.Model):
    nm = models.CharField(max_length=80)
    lvl = models.SmallIntegerField()


class Acc(models.Model):
    run = models.ForeignKey("Run", models.SET_NULL, null=True)
    ptrl = models.ForeignKey("Patrol", models.SET_NULL, null=True)
    at = models.DateTimeField()
    inj = models.CharField(max_length=40, blank=True)
    hosp = models.BooleanField(default=False)


class Aval(models.Model):
    area = models.ForeignKey("Area", models.CASCADE)
    dt = models.DateField()
    lvl = models.SmallIntegerField()
    txt = models.TextField(blank=True)


class Blast(models.Model):
    area = models.ForeignKey("Area", models.CASCADE)
    ptrl = models.ForeignKey("Patrol", models.CASCADE)
    at = models.DateTimeField()
    kg = models.DecimalField(max_digits=5, decimal_places=2)


class Sled(models.Model):
    no = models.CharField(max_length=8, unique=True)
    lift = models.ForeignKey("Lift", models.SET_NULL, null=True)


class Cust(models.Model):
    fn = models.CharField(max_length=60)
    ln = models.CharField(max_length=60)
    dob = models.DateField(null=True)
    em = models.EmailField(blank=True)
    nat = models.CharField(max_length=2)


class PassType(models.Model):
    cd = models.CharField(max_length=8, unique=True)
    descr = models.CharField(max_length=80)
    days = models.SmallIntegerField()


class Season(models.Model):
    nm = models.CharField(max_length=20, unique=True)
    frm = models.DateField()
    til = models.DateField()


class Tariff(models.Model):
    ptyp = models.ForeignKey("PassType", models.CASCADE)
    seas = models.ForeignKey("Season", models.CASCADE)
    amt = models.DecimalField(max_digits=8, decimal_places=2)


class Pass(models.Model):
    cust = models.ForeignKey("Cust", models.SET_NULL, null=True)
    ptyp = models.ForeignKey("PassType", models.CASCADE)
    chip = models.CharField(max_length=20, unique=True)
    sold = models.DateTimeField()
    blkd = models.BooleanField(default=False)


class Gate(models.Model):
    lift = models.ForeignKey("Lift", models.CASCADE)
    no = models.SmallIntegerField()


class Scan(models.Model):
    pss = models.ForeignKey("Pass", models.CASCADE)
    gate = models.ForeignKey("Gate", models.CASCADE)
    at = models.DateTimeField()


class Refund(models.Model):
    pss = models.ForeignKey("Pass", models.CASCADE)
    amt = models.DecimalField(max_digits=8, decimal_places=2)
    rsn = models.CharField(max_length=80, blank=True)


class Kiosk(models.Model):
    nm = models.CharField(max_length=40)
    opn = models.BooleanField(default=False)


class Teach(models.Model):
    nm = models.CharField(max_length=80)
    lic = models.CharField(max_length=20, blank=True)
    lng = models.CharField(max_length=40)


class Grp(models.Model):
    teach = models.ForeignKey("Teach", models.CASCADE)
    nm = models.CharField(max_length=60)
    max = models.SmallIntegerField()
    frm = models.DateField()


class GrpMem(models.Model):
    grp = models.ForeignKey("Grp", models.CASCADE)
    cust = models.ForeignKey("Cust", models.CASCADE)
    pd = models.BooleanField(default=False)


class Medal(models.Model):
    mem = models.ForeignKey("GrpMem", models.CASCADE)
    typ = models.CharField(max_length=8)
    dt = models.DateField()


class Priv(models.Model):
    teach = models.ForeignKey("Teach", models.CASCADE)
    cust = models.ForeignKey("Cust", models.CASCADE)
    at = models.DateTimeField()
    mins = models.SmallIntegerField()


class Race(models.Model):
    nm = models.CharField(max_length=60)
    run = models.ForeignKey("Run", models.CASCADE)
    dt = models.DateField()


class RaceRes(models.Model):
    race = models.ForeignKey("Race", models.CASCADE)
    cust = models.ForeignKey("Cust", models.CASCADE)
    rnk = models.SmallIntegerField(null=True)
    secs = models.DecimalField(max_digits=6, decimal_places=2, null=True)


class Hut(models.Model):
    area = models.ForeignKey("Area", models.CASCADE)
    nm = models.CharField(max_length=60)
    seats = models.SmallIntegerField()


class Dish(models.Model):
    hut = models.ForeignKey("Hut", models.CASCADE)
    nm = models.CharField(max_length=60)
    prc = models.DecimalField(max_digits=6, decimal_places=2)
    veg = models.BooleanField(default=False)


class Tbl(models.Model):
    hut = models.ForeignKey("Hut", models.CASCADE)
    no = models.SmallIntegerField()
    otd = models.BooleanField(default=False)


class Bill(models.Model):
    tbl = models.ForeignKey("Tbl", models.CASCADE)
    at = models.DateTimeField()
    tip = models.DecimalField(max_digits=6, decimal_places=2, null=True)


class BillPos(models.Model):
    bill = models.ForeignKey("Bill", models.CASCADE)
    dish = models.ForeignKey("Dish", models.CASCADE)
    qty = models.SmallIntegerField()
    prc = models.DecimalField(max_digits=6, decimal_places=2)


class Suppl(models.Model):
    nm = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)


class Deliv(models.Model):
    suppl = models.ForeignKey("Suppl", models.CASCADE)
    hut = models.ForeignKey("Hut", models.CASCADE)
    dt = models.DateField()
    inv_no = models.CharField(max_length=20, blank=True)


class Waste(models.Model):
    dish = models.ForeignKey("Dish", models.CASCADE)
    qty = models.SmallIntegerField()
    dt = models.DateField()


class Hotel(models.Model):
    nm = models.CharField(max_length=80)
    stars = models.SmallIntegerField(null=True)
    addr = models.CharField(max_length=120)


class Rm(models.Model):
    htl = models.ForeignKey("Hotel", models.CASCADE)
    no = models.CharField(max_length=6)
    beds = models.SmallIntegerField()
    blc = models.BooleanField(default=False)


class Resv(models.Model):
    rm = models.ForeignKey("Rm", models.CASCADE)
    cust = models.ForeignKey("Cust", models.CASCADE)
    frm = models.DateField()
    til = models.DateField()
    cxl = models.DateTimeField(null=True)


class Dep(models.Model):
    resv = models.ForeignKey("Resv", models.CASCADE)
    amt = models.DecimalField(max_digits=8, decimal_places=2)
    pd_at = models.DateTimeField(null=True)


class Dept(models.Model):
    nm = models.CharField(max_length=40)
    cc = models.CharField(max_length=8)


class Emp(models.Model):
    pno = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=80)
    dept = models.ForeignKey("Dept", models.CASCADE)
    hrd = models.DateField()
    left = models.DateField(null=True)


class Clean(models.Model):
    rm = models.ForeignKey("Rm", models.CASCADE)
    dt = models.DateField()
    emp = models.ForeignKey("Emp", models.SET_NULL, null=True)


class Sauna(models.Model):
    htl = models.ForeignKey("Hotel", models.CASCADE)
    at = models.DateTimeField()
    cust = models.ForeignKey("Cust", models.SET_NULL, null=True)


class LostKey(models.Model):
    rm = models.ForeignKey("Rm", models.CASCADE)
    dt = models.DateField()
    fee = models.DecimalField(max_digits=6, decimal_places=2)


class Shift(models.Model):
    emp = models.ForeignKey("Emp", models.CASCADE)
    frm = models.DateTimeField()
    til = models.DateTimeField()
    brk_min = models.SmallIntegerField()


class Sick(models.Model):
    emp = models.ForeignKey("Emp", models.CASCADE)
    frm = models.DateField()
    til = models.DateField(null=True)


class Uniform(models.Model):
    emp = models.ForeignKey("Emp", models.CASCADE)
    sz = models.CharField(max_length=4)
    ret = models.BooleanField(default=False)


class Lodg(models.Model):
    addr = models.CharField(max_length=120)
    beds = models.SmallIntegerField()


class LodgEmp(models.Model):
    lodg = models.ForeignKey("Lodg", models.CASCADE)
    emp = models.ForeignKey("Emp", models.CASCADE)
    frm = models.DateField()


class Train(models.Model):
    nm = models.CharField(max_length=80)
    hrs = models.SmallIntegerField()
    mand = models.BooleanField(default=False)


class TrainEmp(models.Model):
    train = models.ForeignKey("Train", models.CASCADE)
    emp = models.ForeignKey("Emp", models.CASCADE)
    dt = models.DateField(null=True)
