from django.db import models


class Campus(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    act = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class Building(models.Model):
    campus = models.ForeignKey(Campus, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    valid_until = models.DateField(null=True)
    is_locked = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Floor(models.Model):
    building = models.ForeignKey(Building, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    valid_from = models.DateField()
    is_locked = models.BooleanField(default=False)


class Ward(models.Model):
    floor = models.ForeignKey(Floor, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    town = models.CharField(max_length=60, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Room(models.Model):
    ward = models.ForeignKey(Ward, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    valid_until = models.DateField(null=True)
    is_locked = models.BooleanField(default=False)
    capacity = models.IntegerField(null=True)
    remarks = models.TextField(blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Bed(models.Model):
    room = models.ForeignKey(Room, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    is_locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)


class CostCentre(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    sort_order = models.SmallIntegerField()


class Department(models.Model):
    cost_centre = models.ForeignKey(CostCentre, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    valid_until = models.DateField(null=True)
    is_locked = models.BooleanField(default=False)
    capacity = models.IntegerField(null=True)
    created_at = models.DateTimeField()


class Specialty(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)


class Team(models.Model):
    department = models.ForeignKey(Department, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()


class Staff(models.Model):
    department = models.ForeignKey(Department, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    valid_until = models.DateField(null=True)


class Doctor(models.Model):
    staff = models.ForeignKey(Staff, models.SET_NULL, null=True)
    specialty = models.ForeignKey(Specialty, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    stop = models.DateField(null=True)
    capacity = models.IntegerField(null=True)
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
    happened_at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    is_cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class Absence(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    happened_at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    value = models.FloatField()
    created = models.DateTimeField()


class Qualification(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class StaffQualification(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    qualification = models.ForeignKey(Qualification, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class Training(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class TrainingAttendance(models.Model):
    training = models.ForeignKey(Training, models.CASCADE)
    staff = models.ForeignKey(Staff, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


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
    sort_order = models.SmallIntegerField()


class Language(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class Religion(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class Insurer(models.Model):
    country = models.ForeignKey(Country, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    cap = models.IntegerField(null=True)
    created_at = models.DateTimeField()


class InsurancePlan(models.Model):
    insurer = models.ForeignKey(Insurer, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    remarks = models.TextField(blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Patient(models.Model):
    country = models.ForeignKey(Country, models.CASCADE)
    language = models.ForeignKey(Language, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    town = models.CharField(max_length=60, blank=True)
    start = models.DateField()
    capacity = models.IntegerField(null=True)
    created_at = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class PatientAddress(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    country = models.ForeignKey(Country, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    valid_until = models.DateField(null=True)


class PatientPhone(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    capacity = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class NextOfKin(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    name = models.CharField(max_length=80)
    start = models.DateField()
    is_locked = models.BooleanField(default=False)


class Coverage(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    insurance_plan = models.ForeignKey(InsurancePlan, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    valid_until = models.DateField(null=True)
    is_locked = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Allergen(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)


class Allergy(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    allergen = models.ForeignKey(Allergen, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    is_locked = models.BooleanField(default=False)
    rmk = models.TextField(blank=True)


class Consent(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    doctor = models.ForeignKey(Doctor, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class FamilyDoctor(models.Model):
    specialty = models.ForeignKey(Specialty, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    valid_from = models.DateField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Referral(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    family_doctor = models.ForeignKey(FamilyDoctor, models.SET_NULL, null=True)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    mins = models.SmallIntegerField(null=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    created_at = models.DateTimeField()


class Admission(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    ward = models.ForeignKey(Ward, models.CASCADE)
    happened_at = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    value = models.FloatField()
    is_cancelled = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Transfer(models.Model):
    admission = models.ForeignKey(Admission, models.CASCADE)
    bed = models.ForeignKey(Bed, models.SET_NULL, null=True)
    at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ref = models.CharField(max_length=20, blank=True)
    is_cancelled = models.BooleanField(default=False)
    created = models.DateTimeField()


class Discharge(models.Model):
    admission = models.ForeignKey(Admission, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    reference = models.CharField(max_length=20, blank=True)
    is_cancelled = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class DischargeLetter(models.Model):
    discharge = models.ForeignKey(Discharge, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed_on = models.DateField(null=True)


class Visit(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    doctor = models.ForeignKey(Doctor, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    done = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    mins = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    created_at = models.DateTimeField()


class VisitEntry(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()
    pages = models.SmallIntegerField()
    signed_on = models.DateField(null=True)


class ClinicSlot(models.Model):
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    room = models.ForeignKey(Room, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)


class Appointment(models.Model):
    clinic_slot = models.ForeignKey(ClinicSlot, models.CASCADE)
    patient = models.ForeignKey(Patient, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)


class Reminder(models.Model):
    appointment = models.ForeignKey(Appointment, models.CASCADE)
    body = models.TextField()
    at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)


class WaitingList(models.Model):
    specialty = models.ForeignKey(Specialty, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    email = models.EmailField(blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    capacity = models.IntegerField(null=True)


class WaitingListEntry(models.Model):
    waiting_list = models.ForeignKey(WaitingList, models.CASCADE)
    patient = models.ForeignKey(Patient, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)


class DiagnosisChapter(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)


class DiagnosisCode(models.Model):
    diagnosis_chapter = models.ForeignKey(DiagnosisChapter, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    valid_until = models.DateField(null=True)
    remarks = models.TextField(blank=True)
    created_at = models.DateTimeField()


class Diagnosis(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    diagnosis_code = models.ForeignKey(DiagnosisCode, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()


class ProcedureCode(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class Procedure(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    procedure_code = models.ForeignKey(ProcedureCode, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    minutes = models.SmallIntegerField(null=True)
    is_cancelled = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Problem(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    diagnosis_code = models.ForeignKey(DiagnosisCode, models.CASCADE)
    at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    ref = models.CharField(max_length=20, blank=True)


class VitalSignKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)


class VitalSign(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    vital_sign_kind = models.ForeignKey(VitalSignKind, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    value = models.FloatField()


class FluidBalance(models.Model):
    admission = models.ForeignKey(Admission, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    reference = models.CharField(max_length=20, blank=True)


class PainScore(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    created_at = models.DateTimeField()


class Wound(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    rmk = models.TextField(blank=True)


class WoundDressing(models.Model):
    wound = models.ForeignKey(Wound, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)


class CarePlan(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    nurse = models.ForeignKey(Nurse, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    is_locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class CareGoal(models.Model):
    care_plan = models.ForeignKey(CarePlan, models.CASCADE)
    pos = models.SmallIntegerField()
    qty = models.IntegerField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class CareTask(models.Model):
    care_plan = models.ForeignKey(CarePlan, models.CASCADE)
    position = models.SmallIntegerField()
    qty = models.IntegerField()
    rmk = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    done = models.BooleanField(default=False)


class Theatre(models.Model):
    floor = models.ForeignKey(Floor, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    valid_until = models.DateField(null=True)
    created_at = models.DateTimeField()


class OperationSlot(models.Model):
    theatre = models.ForeignKey(Theatre, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    created_at = models.DateTimeField()


class Operation(models.Model):
    operation_slot = models.ForeignKey(OperationSlot, models.SET_NULL, null=True)
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True)
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)
    is_cancelled = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class OperationTeamMember(models.Model):
    operation = models.ForeignKey(Operation, models.CASCADE)
    staff = models.ForeignKey(Staff, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Anaesthesia(models.Model):
    operation = models.ForeignKey(Operation, models.SET_NULL, null=True)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    happened_at = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()


class AnaesthesiaDrug(models.Model):
    anaesthesia = models.ForeignKey(Anaesthesia, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class Implant(models.Model):
    procedure_code = models.ForeignKey(ProcedureCode, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    remarks = models.TextField(blank=True)
    created_at = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class ImplantUse(models.Model):
    operation = models.ForeignKey(Operation, models.CASCADE)
    implant = models.ForeignKey(Implant, models.CASCADE)
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    is_done = models.BooleanField(default=False)


class SterileSet(models.Model):
    department = models.ForeignKey(Department, models.CASCADE)
    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    remarks = models.TextField(blank=True)


class SterilisationCycle(models.Model):
    sterile_set = models.ForeignKey(SterileSet, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)


class Checklist(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)


class ChecklistItem(models.Model):
    checklist = models.ForeignKey(Checklist, models.CASCADE)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class ChecklistRun(models.Model):
    checklist = models.ForeignKey(Checklist, models.CASCADE)
    operation = models.ForeignKey(Operation, models.CASCADE)
    happened_at = models.DateTimeField()
    status = models.CharField(max_length=10)
    minutes = models.SmallIntegerField(null=True)
    reference = models.CharField(max_length=20, blank=True)


class LaboratoryUnit(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)


class LaboratoryTest(models.Model):
    laboratory_unit = models.ForeignKey(LaboratoryUnit, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    capacity = models.IntegerField(null=True)


class LaboratoryPanel(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class PanelMember(models.Model):
    laboratory_panel = models.ForeignKey(LaboratoryPanel, models.CASCADE)
    laboratory_test = models.ForeignKey(LaboratoryTest, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class LaboratoryOrder(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()


class LaboratoryOrderLine(models.Model):
    laboratory_order = models.ForeignKey(LaboratoryOrder, models.CASCADE)
    laboratory_test = models.ForeignKey(LaboratoryTest, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class Specimen(models.Model):
    laboratory_order = models.ForeignKey(LaboratoryOrder, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    is_locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)


class LaboratoryResult(models.Model):
    laboratory_order_line = models.ForeignKey(LaboratoryOrderLine, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    created_at = models.DateTimeField()


class Analyser(models.Model):
    laboratory_unit = models.ForeignKey(LaboratoryUnit, models.CASCADE)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=12)
    phone = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    is_locked = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class QualityControl(models.Model):
    analyser = models.ForeignKey(Analyser, models.CASCADE)
    happened_at = models.DateTimeField()
    status = models.CharField(max_length=10)
    value = models.FloatField()
    is_cancelled = models.BooleanField(default=False)


class Organism(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class Culture(models.Model):
    specimen = models.ForeignKey(Specimen, models.CASCADE)
    organism = models.ForeignKey(Organism, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    minutes = models.SmallIntegerField(null=True)
    cancelled = models.BooleanField(default=False)


class Antibiotic(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)


class Susceptibility(models.Model):
    culture = models.ForeignKey(Culture, models.CASCADE)
    antibiotic = models.ForeignKey(Antibiotic, models.CASCADE)
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class Modality(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    sort_order = models.SmallIntegerField()


class Scanner(models.Model):
    modality = models.ForeignKey(Modality, models.SET_NULL, null=True)
    room = models.ForeignKey(Room, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    cap = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class ImagingRequest(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    minutes = models.SmallIntegerField(null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()


class ImagingExam(models.Model):
    imaging_request = models.ForeignKey(ImagingRequest, models.CASCADE)
    scanner = models.ForeignKey(Scanner, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    minutes = models.SmallIntegerField(null=True)
    reference = models.CharField(max_length=20, blank=True)


class ImagingReport(models.Model):
    imaging_exam = models.ForeignKey(ImagingExam, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed_on = models.DateField(null=True)


class RadiationDose(models.Model):
    imaging_exam = models.ForeignKey(ImagingExam, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    minutes = models.SmallIntegerField(null=True)


class Contrast(models.Model):
    modality = models.ForeignKey(Modality, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    valid_until = models.DateField(null=True)
    locked = models.BooleanField(default=False)
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)
    created = models.DateTimeField()


class ContrastUse(models.Model):
    imaging_exam = models.ForeignKey(ImagingExam, models.CASCADE)
    contrast = models.ForeignKey(Contrast, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class DrugGroup(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class Drug(models.Model):
    drug_group = models.ForeignKey(DrugGroup, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    tel = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    start = models.DateField()
    created = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class DrugForm(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    act = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class DrugPack(models.Model):
    drug = models.ForeignKey(Drug, models.CASCADE)
    drug_form = models.ForeignKey(DrugForm, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    created = models.DateTimeField()


class Interaction(models.Model):
    drug = models.ForeignKey(Drug, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class Prescription(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    doctor = models.ForeignKey(Doctor, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    minutes = models.SmallIntegerField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    is_cancelled = models.BooleanField(default=False)


class PrescriptionLine(models.Model):
    prescription = models.ForeignKey(Prescription, models.CASCADE)
    drug = models.ForeignKey(Drug, models.CASCADE)
    quantity = models.IntegerField()
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Administration(models.Model):
    prescription_line = models.ForeignKey(PrescriptionLine, models.SET_NULL, null=True)
    nurse = models.ForeignKey(Nurse, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    is_cancelled = models.BooleanField(default=False)


class Pharmacist(models.Model):
    staff = models.ForeignKey(Staff, models.CASCADE)
    name = models.CharField(max_length=80)
    start = models.DateField()
    stop = models.DateField(null=True)
    is_locked = models.BooleanField(default=False)


class Stockroom(models.Model):
    department = models.ForeignKey(Department, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    locked = models.BooleanField(default=False)
    rmk = models.TextField(blank=True)


class StockLevel(models.Model):
    stockroom = models.ForeignKey(Stockroom, models.CASCADE)
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class StockMovement(models.Model):
    stockroom = models.ForeignKey(Stockroom, models.SET_NULL, null=True)
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)


class Supplier(models.Model):
    country = models.ForeignKey(Country, models.CASCADE)
    name = models.CharField(max_length=80)
    no = models.CharField(max_length=12)
    start = models.DateField()
    cap = models.IntegerField(null=True)
    rmk = models.TextField(blank=True)


class PurchaseOrder(models.Model):
    supplier = models.ForeignKey(Supplier, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    reference = models.CharField(max_length=20, blank=True)


class PurchaseOrderLine(models.Model):
    purchase_order = models.ForeignKey(PurchaseOrder, models.CASCADE)
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class GoodsReceipt(models.Model):
    purchase_order = models.ForeignKey(PurchaseOrder, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)


class Recall(models.Model):
    drug_pack = models.ForeignKey(DrugPack, models.CASCADE)
    happened_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    ref = models.CharField(max_length=20, blank=True)


class BloodGroup(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class BloodUnit(models.Model):
    blood_group = models.ForeignKey(BloodGroup, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    locked = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Crossmatch(models.Model):
    blood_unit = models.ForeignKey(BloodUnit, models.CASCADE)
    patient = models.ForeignKey(Patient, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)


class Transfusion(models.Model):
    blood_unit = models.ForeignKey(BloodUnit, models.SET_NULL, null=True)
    nurse = models.ForeignKey(Nurse, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=80, blank=True)
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    is_cancelled = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Donor(models.Model):
    blood_group = models.ForeignKey(BloodGroup, models.SET_NULL, null=True)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    locked = models.BooleanField(default=False)
    rmk = models.TextField(blank=True)


class Donation(models.Model):
    donor = models.ForeignKey(Donor, models.CASCADE)
    at = models.DateTimeField()
    minutes = models.SmallIntegerField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField()


class Diet(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class MealKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    srt = models.SmallIntegerField()


class Meal(models.Model):
    meal_kind = models.ForeignKey(MealKind, models.CASCADE)
    diet = models.ForeignKey(Diet, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    stop = models.DateField(null=True)
    is_locked = models.BooleanField(default=False)


class MealOrder(models.Model):
    meal = models.ForeignKey(Meal, models.SET_NULL, null=True)
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()


class Kitchen(models.Model):
    building = models.ForeignKey(Building, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    stop = models.DateField(null=True)
    created_at = models.DateTimeField()


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
    is_locked = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Cleaning(models.Model):
    room = models.ForeignKey(Room, models.CASCADE)
    at = models.DateTimeField()
    status = models.CharField(max_length=10)
    value = models.FloatField()
    is_cancelled = models.BooleanField(default=False)


class WasteKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    nm = models.CharField(max_length=60)
    descr = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    srt = models.SmallIntegerField()


class WasteLog(models.Model):
    waste_kind = models.ForeignKey(WasteKind, models.CASCADE)
    txt = models.TextField()
    written_at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()


class AssetKind(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    act = models.BooleanField(default=True)
    sort_order = models.SmallIntegerField()


class Asset(models.Model):
    asset_kind = models.ForeignKey(AssetKind, models.SET_NULL, null=True)
    department = models.ForeignKey(Department, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Maintenance(models.Model):
    asset = models.ForeignKey(Asset, models.CASCADE)
    happened_at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    reference = models.CharField(max_length=20, blank=True)


class MaintenancePart(models.Model):
    maintenance = models.ForeignKey(Maintenance, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    is_done = models.BooleanField(default=False)


class Contract(models.Model):
    supplier = models.ForeignKey(Supplier, models.CASCADE)
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    start = models.DateField()
    valid_until = models.DateField(null=True)
    capacity = models.IntegerField(null=True)


class Incident(models.Model):
    ward = models.ForeignKey(Ward, models.SET_NULL, null=True)
    staff = models.ForeignKey(Staff, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    cancelled = models.BooleanField(default=False)


class IncidentAction(models.Model):
    incident = models.ForeignKey(Incident, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed_on = models.DateField(null=True)


class Complaint(models.Model):
    patient = models.ForeignKey(Patient, models.SET_NULL, null=True)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    amt = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()
    is_cancelled = models.BooleanField(default=False)


class ComplaintReply(models.Model):
    complaint = models.ForeignKey(Complaint, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)


class TariffGroup(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    description = models.TextField(blank=True)
    sort_order = models.SmallIntegerField()


class Tariff(models.Model):
    tariff_group = models.ForeignKey(TariffGroup, models.CASCADE)
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    is_locked = models.BooleanField(default=False)
    capacity = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Invoice(models.Model):
    patient = models.ForeignKey(Patient, models.CASCADE)
    happened_at = models.DateTimeField()
    is_urgent = models.BooleanField(default=False)
    reason = models.CharField(max_length=80, blank=True)
    minutes = models.SmallIntegerField(null=True)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    value = models.FloatField()


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE)
    tariff = models.ForeignKey(Tariff, models.CASCADE)
    position = models.SmallIntegerField()
    quantity = models.IntegerField()
    remarks = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_done = models.BooleanField(default=False)


class Payment(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE)
    happened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    reference = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()


class Dunning(models.Model):
    invoice = models.ForeignKey(Invoice, models.CASCADE)
    body = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed_on = models.DateField(null=True)


class ClaimFile(models.Model):
    insurer = models.ForeignKey(Insurer, models.CASCADE)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    start = models.DateField()
    stop = models.DateField(null=True)
    rmk = models.TextField(blank=True)
    created = models.DateTimeField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Claim(models.Model):
    claim_file = models.ForeignKey(ClaimFile, models.CASCADE)
    invoice = models.ForeignKey(Invoice, models.CASCADE)
    happened_at = models.DateTimeField()
    value = models.FloatField()
    created = models.DateTimeField()


class ClaimRejection(models.Model):
    claim = models.ForeignKey(Claim, models.CASCADE)
    body = models.TextField()
    written_at = models.DateTimeField()
    author = models.CharField(max_length=60, blank=True)
    pages = models.SmallIntegerField()
    signed_on = models.DateField(null=True)


class Budget(models.Model):
    cost_centre = models.ForeignKey(CostCentre, models.CASCADE)
    name = models.CharField(max_length=80)
    tel = models.CharField(max_length=30, blank=True)
    valid_from = models.DateField()
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)


class Posting(models.Model):
    budget = models.ForeignKey(Budget, models.CASCADE)
    at = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, blank=True)
    value = models.FloatField()
