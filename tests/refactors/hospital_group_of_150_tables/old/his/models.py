from django.db import models


class Campus(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Bldg(models.Model):
    campus = models.ForeignKey(Campus, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Flr(models.Model):
    bldg = models.ForeignKey(Bldg, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    start = models.DateField()
    locked = models.BooleanField(default=False)


class Ward(models.Model):
    flr = models.ForeignKey(Flr, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    town = models.CharField(max_length=60, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Rm(models.Model):
    ward = models.ForeignKey(Ward, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Bed(models.Model):
    rm = models.ForeignKey(Rm, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)


class CostCtr(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    srt = models.SmallIntegerField()


class Dept(models.Model):
    cost_ctr = models.ForeignKey(CostCtr, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)
    created = models.DateTimeField()


class Spec(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)


class Team(models.Model):
    dept = models.ForeignKey(Dept, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    created = models.DateTimeField()


class Staff(models.Model):
    dept = models.ForeignKey(Dept, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    stop = models.DateField(null=True)


class Doctor(models.Model):
    staff = models.ForeignKey(Staff, models.SET_NULL, null=True)
    spec = models.ForeignKey(Spec, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    stop = models.DateField(null=True)
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)


class Nurse(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    ward = models.ForeignKey(Ward, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    stop = models.DateField(null=True)
    rmk = models.TextField(blank=True)


class Shift(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    ward = models.ForeignKey(Ward, models.CASCADE)
    at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True)
    cancelled = models.BooleanField(default=False)


class ShiftSwap(models.Model):
    shift = models.ForeignKey(Shift, models.CASCADE)
    staff = models.ForeignKey(Staff, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    ref = models.CharField(max_length=20, blank=True)
    cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class Absence(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    value = models.FloatField()
    created = models.DateTimeField()


class Qualif(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class StaffQualif(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    qualif = models.ForeignKey(Qualif, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Training(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class TrainAttend(models.Model):
    training = models.ForeignKey(Training, models.CASCADE)
    staff = models.ForeignKey(Staff, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Badge(models.Model):
    staff = models.ForeignKey(Staff, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    created = models.DateTimeField()


class Country(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Lang(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Religion(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Insurer(models.Model):
    country = models.ForeignKey(Country, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    cap = models.IntegerField(null=True)
    created = models.DateTimeField()


class Plan(models.Model):
    insurer = models.ForeignKey(Insurer, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    rmk = models.TextField(blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Patient(models.Model):
    country = models.ForeignKey(Country, models.CASCADE)
    lang = models.ForeignKey(Lang, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    town = models.CharField(max_length=60, blank=True)
    start = models.DateField()
    cap = models.IntegerField(null=True)
    created = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class PatAddr(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    country = models.ForeignKey(Country, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    stop = models.DateField(null=True)


class PatPhone(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    cap = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class NextOfKin(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    name = models.CharField(max_length=80)
    start = models.DateField()
    locked = models.BooleanField(default=False)


class PatIns(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    plan = models.ForeignKey(Plan, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Allergen(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)


class Allergy(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    allergen = models.ForeignKey(Allergen, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    locked = models.BooleanField(default=False)
    rmk = models.TextField(blank=True)


class Consent(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    doctor = models.ForeignKey(Doctor, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class Gp(models.Model):
    spec = models.ForeignKey(Spec, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    start = models.DateField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Referral(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    gp = models.ForeignKey(Gp, models.SET_NULL, null=True)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    created = models.DateTimeField()


class Adm(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    ward = models.ForeignKey(Ward, models.CASCADE)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    value = models.FloatField()
    cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class Transfer(models.Model):
    adm = models.ForeignKey(Adm, models.CASCADE)
    bed = models.ForeignKey(Bed, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ref = models.CharField(max_length=20, blank=True)
    cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class Disch(models.Model):
    adm = models.ForeignKey(Adm, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ref = models.CharField(max_length=20, blank=True)
    cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class DischLetter(models.Model):
    disch = models.ForeignKey(Disch, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed = models.DateField(null=True)


class Visit(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    doctor = models.ForeignKey(Doctor, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    created = models.DateTimeField()


class VisitNote(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    pages = models.SmallIntegerField()
    signed = models.DateField(null=True)


class Slot(models.Model):
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    rm = models.ForeignKey(Rm, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)


class Appt(models.Model):
    slot = models.ForeignKey(Slot, models.CASCADE)
    patient = models.ForeignKey(Patient, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)


class Reminder(models.Model):
    appt = models.ForeignKey(Appt, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)


class WaitList(models.Model):
    spec = models.ForeignKey(Spec, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    cap = models.IntegerField(null=True)


class WaitEntry(models.Model):
    wait_list = models.ForeignKey(WaitList, models.CASCADE)
    patient = models.ForeignKey(Patient, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)


class IcdChap(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)


class Icd(models.Model):
    icd_chap = models.ForeignKey(IcdChap, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    stop = models.DateField(null=True)
    rmk = models.TextField(blank=True)
    created = models.DateTimeField()


class Diag(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    icd = models.ForeignKey(Icd, models.SET_NULL, null=True)
    at = models.DateTimeField()
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField()


class OpsCode(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Proc(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    ops_code = models.ForeignKey(OpsCode, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class Problem(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    icd = models.ForeignKey(Icd, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    ref = models.CharField(max_length=20, blank=True)


class VitalKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)


class Vital(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    vital_kind = models.ForeignKey(VitalKind, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    value = models.FloatField()


class FluidBal(models.Model):
    adm = models.ForeignKey(Adm, models.SET_NULL, null=True)
    at = models.DateTimeField()
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ref = models.CharField(max_length=20, blank=True)


class PainScore(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    at = models.DateTimeField()
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    created = models.DateTimeField()


class Wound(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    name = models.CharField(max_length=80)
    start = models.DateField()
    rmk = models.TextField(blank=True)


class WoundDress(models.Model):
    wound = models.ForeignKey(Wound, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    signed = models.DateField(null=True)


class CarePlan(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    nurse = models.ForeignKey(Nurse, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class CareGoal(models.Model):
    care_plan = models.ForeignKey(CarePlan, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class CareTask(models.Model):
    care_plan = models.ForeignKey(CarePlan, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Theatre(models.Model):
    flr = models.ForeignKey(Flr, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    created = models.DateTimeField()


class OpSlot(models.Model):
    theatre = models.ForeignKey(Theatre, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    created = models.DateTimeField()


class Op(models.Model):
    op_slot = models.ForeignKey(OpSlot, models.SET_NULL, null=True)
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)
    cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class OpTeam(models.Model):
    op = models.ForeignKey(Op, models.CASCADE)
    staff = models.ForeignKey(Staff, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Anaesth(models.Model):
    op = models.ForeignKey(Op, models.SET_NULL, null=True)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class AnaesthDrug(models.Model):
    anaesth = models.ForeignKey(Anaesth, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Implant(models.Model):
    ops_code = models.ForeignKey(OpsCode, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    rmk = models.TextField(blank=True)
    created = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class OpImplant(models.Model):
    op = models.ForeignKey(Op, models.CASCADE)
    implant = models.ForeignKey(Implant, models.CASCADE)
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    done = models.BooleanField(default=False)


class SterSet(models.Model):
    dept = models.ForeignKey(Dept, models.CASCADE)
    name = models.CharField(max_length=80)
    start = models.DateField()
    rmk = models.TextField(blank=True)


class SterCycle(models.Model):
    ster_set = models.ForeignKey(SterSet, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)


class Checklist(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)


class CheckItem(models.Model):
    checklist = models.ForeignKey(Checklist, models.CASCADE)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class CheckRun(models.Model):
    checklist = models.ForeignKey(Checklist, models.CASCADE)
    op = models.ForeignKey(Op, models.CASCADE)
    at = models.DateTimeField()
    status = models.CharField(max_length=10)
    mins = models.SmallIntegerField(null=True)
    ref = models.CharField(max_length=20, blank=True)


class LabUnit(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)


class LabTest(models.Model):
    lab_unit = models.ForeignKey(LabUnit, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    cap = models.IntegerField(null=True)


class LabPanel(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class PanelTest(models.Model):
    lab_panel = models.ForeignKey(LabPanel, models.CASCADE)
    lab_test = models.ForeignKey(LabTest, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class LabOrd(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class LabOrdLn(models.Model):
    lab_ord = models.ForeignKey(LabOrd, models.CASCADE)
    lab_test = models.ForeignKey(LabTest, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Specimen(models.Model):
    lab_ord = models.ForeignKey(LabOrd, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)


class LabRes(models.Model):
    lab_ord_ln = models.ForeignKey(LabOrdLn, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    created = models.DateTimeField()


class LabMach(models.Model):
    lab_unit = models.ForeignKey(LabUnit, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    locked = models.BooleanField(default=False)
    created = models.DateTimeField()


class LabQc(models.Model):
    lab_mach = models.ForeignKey(LabMach, models.CASCADE)
    at = models.DateTimeField()
    status = models.CharField(max_length=10)
    value = models.FloatField()
    cancelled = models.BooleanField(default=False)


class Organism(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Culture(models.Model):
    specimen = models.ForeignKey(Specimen, models.CASCADE)
    organism = models.ForeignKey(Organism, models.SET_NULL, null=True)
    at = models.DateTimeField()
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    cancelled = models.BooleanField(default=False)


class Antibio(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    act = models.BooleanField(default=True)


class Suscept(models.Model):
    culture = models.ForeignKey(Culture, models.CASCADE)
    antibio = models.ForeignKey(Antibio, models.CASCADE)
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Modality(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    srt = models.SmallIntegerField()


class Scanner(models.Model):
    modality = models.ForeignKey(Modality, models.SET_NULL, null=True)
    rm = models.ForeignKey(Rm, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    cap = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class RadReq(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    mins = models.SmallIntegerField(null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class RadExam(models.Model):
    rad_req = models.ForeignKey(RadReq, models.CASCADE)
    scanner = models.ForeignKey(Scanner, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    mins = models.SmallIntegerField(null=True)
    ref = models.CharField(max_length=20, blank=True)


class RadRep(models.Model):
    rad_exam = models.ForeignKey(RadExam, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed = models.DateField(null=True)


class Dose(models.Model):
    rad_exam = models.ForeignKey(RadExam, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)


class Contrast(models.Model):
    modality = models.ForeignKey(Modality, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)
    created = models.DateTimeField()


class ContrUse(models.Model):
    rad_exam = models.ForeignKey(RadExam, models.CASCADE)
    contrast = models.ForeignKey(Contrast, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class AtcGrp(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Drug(models.Model):
    atc_grp = models.ForeignKey(AtcGrp, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    start = models.DateField()
    created = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class DrugForm(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class DrugPack(models.Model):
    drug = models.ForeignKey(Drug, models.CASCADE)
    drug_form = models.ForeignKey(DrugForm, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    created = models.DateTimeField()


class Interact(models.Model):
    drug = models.ForeignKey(Drug, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Rx(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.SET_NULL, null=True)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    mins = models.SmallIntegerField(null=True)
    ref = models.CharField(max_length=20, blank=True)
    cancelled = models.BooleanField(default=False)


class RxLn(models.Model):
    rx = models.ForeignKey(Rx, models.CASCADE)
    drug = models.ForeignKey(Drug, models.CASCADE)
    qty = models.IntegerField()
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class AdmDrug(models.Model):
    rx_ln = models.ForeignKey(RxLn, models.SET_NULL, null=True)
    nurse = models.ForeignKey(Nurse, models.SET_NULL, null=True)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    cancelled = models.BooleanField(default=False)


class Pharmacist(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    name = models.CharField(max_length=80)
    start = models.DateField()
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)


class Stockroom(models.Model):
    dept = models.ForeignKey(Dept, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    locked = models.BooleanField(default=False)
    rmk = models.TextField(blank=True)


class StockLvl(models.Model):
    stockroom = models.ForeignKey(Stockroom, models.CASCADE)
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class StockMov(models.Model):
    stockroom = models.ForeignKey(Stockroom, models.SET_NULL, null=True)
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)


class Supplier(models.Model):
    country = models.ForeignKey(Country, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    start = models.DateField()
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)


class PurOrd(models.Model):
    supplier = models.ForeignKey(Supplier, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ref = models.CharField(max_length=20, blank=True)


class PurOrdLn(models.Model):
    pur_ord = models.ForeignKey(PurOrd, models.CASCADE)
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class GoodsRec(models.Model):
    pur_ord = models.ForeignKey(PurOrd, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)


class Recall(models.Model):
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    at = models.DateTimeField()
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)


class BloodGrp(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class BloodUnit(models.Model):
    blood_grp = models.ForeignKey(BloodGrp, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    locked = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Xmatch(models.Model):
    blood_unit = models.ForeignKey(BloodUnit, models.CASCADE)
    patient = models.ForeignKey(Patient, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)


class Transf(models.Model):
    blood_unit = models.ForeignKey(BloodUnit, models.SET_NULL, null=True)
    nurse = models.ForeignKey(Nurse, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class Donor(models.Model):
    blood_grp = models.ForeignKey(BloodGrp, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    locked = models.BooleanField(default=False)
    rmk = models.TextField(blank=True)


class Donation(models.Model):
    donor = models.ForeignKey(Donor, models.CASCADE)
    at = models.DateTimeField()
    mins = models.SmallIntegerField(null=True)
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class Diet(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class MealKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    srt = models.SmallIntegerField()


class Meal(models.Model):
    meal_kind = models.ForeignKey(MealKind, models.CASCADE)
    diet = models.ForeignKey(Diet, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)


class MealOrd(models.Model):
    meal = models.ForeignKey(Meal, models.SET_NULL, null=True)
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class Kitchen(models.Model):
    bldg = models.ForeignKey(Bldg, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    stop = models.DateField(null=True)
    created = models.DateTimeField()


class Allowance(models.Model):
    diet = models.ForeignKey(Diet, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class LaundryBag(models.Model):
    ward = models.ForeignKey(Ward, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    locked = models.BooleanField(default=False)
    created = models.DateTimeField()


class Cleaning(models.Model):
    rm = models.ForeignKey(Rm, models.CASCADE)
    at = models.DateTimeField()
    status = models.CharField(max_length=10)
    value = models.FloatField()
    cancelled = models.BooleanField(default=False)


class WasteKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class WasteLog(models.Model):
    waste_kind = models.ForeignKey(WasteKind, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()


class AssetKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class Asset(models.Model):
    asset_kind = models.ForeignKey(AssetKind, models.SET_NULL, null=True)
    dept = models.ForeignKey(Dept, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Maint(models.Model):
    asset = models.ForeignKey(Asset, models.CASCADE)
    at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ref = models.CharField(max_length=20, blank=True)


class MaintPart(models.Model):
    maint = models.ForeignKey(Maint, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    done = models.BooleanField(default=False)


class Contract(models.Model):
    supplier = models.ForeignKey(Supplier, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    cap = models.IntegerField(null=True)


class Incident(models.Model):
    ward = models.ForeignKey(Ward, models.SET_NULL, null=True)
    staff = models.ForeignKey(Staff, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    ref = models.CharField(max_length=20, blank=True)
    cancelled = models.BooleanField(default=False)


class IncidentAct(models.Model):
    incident = models.ForeignKey(Incident, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed = models.DateField(null=True)


class Complaint(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    cancelled = models.BooleanField(default=False)


class ComplReply(models.Model):
    complaint = models.ForeignKey(Complaint, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    signed = models.DateField(null=True)


class TariffGrp(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    srt = models.SmallIntegerField()


class Tariff(models.Model):
    tariff_grp = models.ForeignKey(TariffGrp, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Bill(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()


class BillLn(models.Model):
    bill = models.ForeignKey(Bill, models.CASCADE)
    tariff = models.ForeignKey(Tariff, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Pmt(models.Model):
    bill = models.ForeignKey(Bill, models.CASCADE)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class Dunning(models.Model):
    bill = models.ForeignKey(Bill, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed = models.DateField(null=True)


class ClaimFile(models.Model):
    insurer = models.ForeignKey(Insurer, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    rmk = models.TextField(blank=True)
    created = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Claim(models.Model):
    claim_file = models.ForeignKey(ClaimFile, models.CASCADE)
    bill = models.ForeignKey(Bill, models.CASCADE)
    at = models.DateTimeField()
    value = models.FloatField()
    created = models.DateTimeField()


class ClaimRej(models.Model):
    claim = models.ForeignKey(Claim, models.CASCADE)
    txt = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed = models.DateField(null=True)


class Budget(models.Model):
    cost_ctr = models.ForeignKey(CostCtr, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Posting(models.Model):
    budget = models.ForeignKey(Budget, models.CASCADE)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    value = models.FloatField()
