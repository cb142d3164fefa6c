from support.refactors.rows import Dice, looks, store

d = Dice(150, "en")

CAMPUS = d.rows(
    5, lambda n: {"code": f"{n:03}{d.digits(3)}", "nm": d.note(), "act": d.chance(0.9), "srt": n}
)
BLDG = d.rows(
    8,
    lambda n: {
        "campus_id": d.maybe(d.ref(CAMPUS), 0.2),
        "name": d.name(),
        "town": d.blank(d.town()),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
FLR = d.rows(
    8,
    lambda n: {
        "bldg_id": d.ref(BLDG),
        "name": d.name(),
        "no": d.digits(8),
        "email": d.blank(d.mail(n)),
        "start": d.day(2010, 2020),
        "locked": d.chance(0.1),
    },
)
WARD = d.rows(
    8,
    lambda n: {
        "flr_id": d.ref(FLR),
        "name": d.name(),
        "no": d.digits(8),
        "town": d.blank(d.town()),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
RM = d.rows(
    8,
    lambda n: {
        "ward_id": d.ref(WARD),
        "name": d.name(),
        "no": d.digits(8),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "rmk": d.blank(d.note(), 0.6),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
BED = d.rows(
    8,
    lambda n: {
        "rm_id": d.maybe(d.ref(RM), 0.2),
        "name": d.name(),
        "no": d.digits(8),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "locked": d.chance(0.1),
        "cap": d.maybe(d.between(1, 99), 0.3),
    },
)
COSTCTR = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "srt": n,
    },
)
DEPT = d.rows(
    8,
    lambda n: {
        "cost_ctr_id": d.maybe(d.ref(COSTCTR), 0.2),
        "name": d.name(),
        "town": d.blank(d.town()),
        "email": d.blank(d.mail(n)),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "created": d.moment(2010, 2024),
    },
)
SPEC = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
    },
)
TEAM = d.rows(
    8,
    lambda n: {
        "dept_id": d.ref(DEPT),
        "name": d.name(),
        "town": d.blank(d.town()),
        "email": d.blank(d.mail(n)),
        "created": d.moment(2010, 2024),
    },
)
STAFF = d.rows(
    8,
    lambda n: {
        "dept_id": d.ref(DEPT),
        "name": d.name(),
        "no": d.digits(8),
        "email": d.blank(d.mail(n)),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
    },
)
DOCTOR = d.rows(
    8,
    lambda n: {
        "staff_id": d.maybe(d.ref(STAFF), 0.2),
        "spec_id": d.ref(SPEC),
        "name": d.name(),
        "no": d.digits(8),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "rmk": d.blank(d.note(), 0.6),
    },
)
NURSE = d.rows(
    8,
    lambda n: {
        "staff_id": d.ref(STAFF),
        "ward_id": d.ref(WARD),
        "name": d.name(),
        "town": d.blank(d.town()),
        "email": d.blank(d.mail(n)),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "rmk": d.blank(d.note(), 0.6),
    },
)
SHIFT = d.rows(
    10,
    lambda n: {
        "staff_id": d.ref(STAFF),
        "ward_id": d.ref(WARD),
        "at": d.moment(2023, 2025),
        "reason": d.blank(d.note(), 0.4),
        "cancelled": d.chance(0.1),
    },
)
SHIFTSWAP = d.rows(
    10,
    lambda n: {
        "shift_id": d.ref(SHIFT),
        "staff_id": d.ref(STAFF),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
        "cancelled": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
ABSENCE = d.rows(
    10,
    lambda n: {
        "staff_id": d.ref(STAFF),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "value": d.quarters(0, 90),
        "created": d.moment(2010, 2024),
    },
)
QUALIF = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
STAFFQUALIF = d.rows(
    10,
    lambda n: {
        "staff_id": d.ref(STAFF),
        "qualif_id": d.ref(QUALIF),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
TRAINING = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
TRAINATTEND = d.rows(
    10,
    lambda n: {
        "training_id": d.ref(TRAINING),
        "staff_id": d.ref(STAFF),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
BADGE = d.rows(
    8,
    lambda n: {
        "staff_id": d.maybe(d.ref(STAFF), 0.2),
        "name": d.name(),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "created": d.moment(2010, 2024),
    },
)
COUNTRY = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
LANG = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
RELIGION = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
INSURER = d.rows(
    8,
    lambda n: {
        "country_id": d.ref(COUNTRY),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "created": d.moment(2010, 2024),
    },
)
PLAN = d.rows(
    8,
    lambda n: {
        "insurer_id": d.maybe(d.ref(INSURER), 0.2),
        "name": d.name(),
        "no": d.digits(8),
        "rmk": d.blank(d.note(), 0.6),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
PATIENT = d.rows(
    8,
    lambda n: {
        "country_id": d.ref(COUNTRY),
        "lang_id": d.ref(LANG),
        "name": d.name(),
        "no": d.digits(8),
        "town": d.blank(d.town()),
        "start": d.day(2010, 2020),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "created": d.moment(2010, 2024),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
PATADDR = d.rows(
    8,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "country_id": d.ref(COUNTRY),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
    },
)
PATPHONE = d.rows(
    8,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
NEXTOFKIN = d.rows(
    8,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "name": d.name(),
        "start": d.day(2010, 2020),
        "locked": d.chance(0.1),
    },
)
PATINS = d.rows(
    8,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "plan_id": d.ref(PLAN),
        "name": d.name(),
        "town": d.blank(d.town()),
        "email": d.blank(d.mail(n)),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
ALLERGEN = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
    },
)
ALLERGY = d.rows(
    8,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "allergen_id": d.ref(ALLERGEN),
        "name": d.name(),
        "email": d.blank(d.mail(n)),
        "locked": d.chance(0.1),
        "rmk": d.blank(d.note(), 0.6),
    },
)
CONSENT = d.rows(
    10,
    lambda n: {
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "doctor_id": d.maybe(d.ref(DOCTOR), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
        "created": d.moment(2010, 2024),
    },
)
GP = d.rows(
    8,
    lambda n: {
        "spec_id": d.ref(SPEC),
        "name": d.name(),
        "no": d.digits(8),
        "email": d.blank(d.mail(n)),
        "start": d.day(2010, 2020),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
REFERRAL = d.rows(
    10,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "gp_id": d.maybe(d.ref(GP), 0.2),
        "at": d.moment(2023, 2025),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "created": d.moment(2010, 2024),
    },
)
ADM = d.rows(
    10,
    lambda n: {
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "ward_id": d.ref(WARD),
        "at": d.moment(2023, 2025),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "value": d.quarters(0, 90),
        "cancelled": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
TRANSFER = d.rows(
    10,
    lambda n: {
        "adm_id": d.ref(ADM),
        "bed_id": d.maybe(d.ref(BED), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
        "cancelled": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
DISCH = d.rows(
    10,
    lambda n: {
        "adm_id": d.ref(ADM),
        "doctor_id": d.ref(DOCTOR),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
        "cancelled": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
DISCHLETTER = d.rows(
    8,
    lambda n: {
        "disch_id": d.ref(DISCH),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "pages": d.between(1, 9),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
VISIT = d.rows(
    10,
    lambda n: {
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "doctor_id": d.maybe(d.ref(DOCTOR), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "created": d.moment(2010, 2024),
    },
)
VISITNOTE = d.rows(
    8,
    lambda n: {
        "visit_id": d.ref(VISIT),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "pages": d.between(1, 9),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
SLOT = d.rows(
    10,
    lambda n: {
        "doctor_id": d.ref(DOCTOR),
        "rm_id": d.maybe(d.ref(RM), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "status": d.pick(["open", "done", "void"]),
        "amt": d.maybe(d.money(1, 900), 0.4),
    },
)
APPT = d.rows(
    10,
    lambda n: {
        "slot_id": d.ref(SLOT),
        "patient_id": d.ref(PATIENT),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
REMINDER = d.rows(
    8,
    lambda n: {
        "appt_id": d.ref(APPT),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
    },
)
WAITLIST = d.rows(
    8,
    lambda n: {
        "spec_id": d.maybe(d.ref(SPEC), 0.2),
        "name": d.name(),
        "no": d.digits(8),
        "email": d.blank(d.mail(n)),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "cap": d.maybe(d.between(1, 99), 0.3),
    },
)
WAITENTRY = d.rows(
    10,
    lambda n: {
        "wait_list_id": d.ref(WAITLIST),
        "patient_id": d.ref(PATIENT),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
    },
)
ICDCHAP = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
    },
)
ICD = d.rows(
    8,
    lambda n: {
        "icd_chap_id": d.ref(ICDCHAP),
        "name": d.name(),
        "no": d.digits(8),
        "town": d.blank(d.town()),
        "email": d.blank(d.mail(n)),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "rmk": d.blank(d.note(), 0.6),
        "created": d.moment(2010, 2024),
    },
)
DIAG = d.rows(
    10,
    lambda n: {
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "icd_id": d.maybe(d.ref(ICD), 0.2),
        "at": d.moment(2023, 2025),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "created": d.moment(2010, 2024),
    },
)
OPSCODE = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
PROC = d.rows(
    10,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "ops_code_id": d.maybe(d.ref(OPSCODE), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "cancelled": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
PROBLEM = d.rows(
    10,
    lambda n: {
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "icd_id": d.ref(ICD),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
VITALKIND = d.rows(
    5, lambda n: {"code": f"{n:03}{d.digits(3)}", "nm": d.note(), "descr": d.blank(d.note(), 0.5)}
)
VITAL = d.rows(
    10,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "vital_kind_id": d.ref(VITALKIND),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "value": d.quarters(0, 90),
    },
)
FLUIDBAL = d.rows(
    10,
    lambda n: {
        "adm_id": d.maybe(d.ref(ADM), 0.2),
        "at": d.moment(2023, 2025),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
PAINSCORE = d.rows(
    10,
    lambda n: {
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "at": d.moment(2023, 2025),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "created": d.moment(2010, 2024),
    },
)
WOUND = d.rows(
    8,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "name": d.name(),
        "start": d.day(2010, 2020),
        "rmk": d.blank(d.note(), 0.6),
    },
)
WOUNDDRESS = d.rows(
    8,
    lambda n: {
        "wound_id": d.ref(WOUND),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
CAREPLAN = d.rows(
    8,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "nurse_id": d.ref(NURSE),
        "name": d.name(),
        "no": d.digits(8),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "locked": d.chance(0.1),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "rmk": d.blank(d.note(), 0.6),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
CAREGOAL = d.rows(
    10,
    lambda n: {
        "care_plan_id": d.ref(CAREPLAN),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
CARETASK = d.rows(
    10,
    lambda n: {
        "care_plan_id": d.ref(CAREPLAN),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
THEATRE = d.rows(
    8,
    lambda n: {
        "flr_id": d.ref(FLR),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "created": d.moment(2010, 2024),
    },
)
OPSLOT = d.rows(
    10,
    lambda n: {
        "theatre_id": d.ref(THEATRE),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "created": d.moment(2010, 2024),
    },
)
OP = d.rows(
    10,
    lambda n: {
        "op_slot_id": d.maybe(d.ref(OPSLOT), 0.2),
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "at": d.moment(2023, 2025),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
        "cancelled": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
OPTEAM = d.rows(
    10,
    lambda n: {
        "op_id": d.ref(OP),
        "staff_id": d.ref(STAFF),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
ANAESTH = d.rows(
    10,
    lambda n: {
        "op_id": d.maybe(d.ref(OP), 0.2),
        "doctor_id": d.ref(DOCTOR),
        "at": d.moment(2023, 2025),
        "urgent": d.chance(0.2),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
        "created": d.moment(2010, 2024),
    },
)
ANAESTHDRUG = d.rows(
    10,
    lambda n: {
        "anaesth_id": d.ref(ANAESTH),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
IMPLANT = d.rows(
    8,
    lambda n: {
        "ops_code_id": d.ref(OPSCODE),
        "name": d.name(),
        "no": d.digits(8),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "rmk": d.blank(d.note(), 0.6),
        "created": d.moment(2010, 2024),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
OPIMPLANT = d.rows(
    10,
    lambda n: {
        "op_id": d.ref(OP),
        "implant_id": d.ref(IMPLANT),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "done": d.chance(0.5),
    },
)
STERSET = d.rows(
    8,
    lambda n: {
        "dept_id": d.ref(DEPT),
        "name": d.name(),
        "start": d.day(2010, 2020),
        "rmk": d.blank(d.note(), 0.6),
    },
)
STERCYCLE = d.rows(
    10,
    lambda n: {
        "ster_set_id": d.ref(STERSET),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
CHECKLIST = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
    },
)
CHECKITEM = d.rows(
    10,
    lambda n: {
        "checklist_id": d.ref(CHECKLIST),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
CHECKRUN = d.rows(
    10,
    lambda n: {
        "checklist_id": d.ref(CHECKLIST),
        "op_id": d.ref(OP),
        "at": d.moment(2023, 2025),
        "status": d.pick(["open", "done", "void"]),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
LABUNIT = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
    },
)
LABTEST = d.rows(
    8,
    lambda n: {
        "lab_unit_id": d.ref(LABUNIT),
        "name": d.name(),
        "email": d.blank(d.mail(n)),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "cap": d.maybe(d.between(1, 99), 0.3),
    },
)
LABPANEL = d.rows(
    5, lambda n: {"code": f"{n:03}{d.digits(3)}", "nm": d.note(), "act": d.chance(0.9), "srt": n}
)
PANELTEST = d.rows(
    10,
    lambda n: {
        "lab_panel_id": d.ref(LABPANEL),
        "lab_test_id": d.ref(LABTEST),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
LABORD = d.rows(
    10,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "doctor_id": d.ref(DOCTOR),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
        "created": d.moment(2010, 2024),
    },
)
LABORDLN = d.rows(
    10,
    lambda n: {
        "lab_ord_id": d.ref(LABORD),
        "lab_test_id": d.ref(LABTEST),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
SPECIMEN = d.rows(
    8,
    lambda n: {
        "lab_ord_id": d.ref(LABORD),
        "name": d.name(),
        "town": d.blank(d.town()),
        "locked": d.chance(0.1),
        "cap": d.maybe(d.between(1, 99), 0.3),
    },
)
LABRES = d.rows(
    10,
    lambda n: {
        "lab_ord_ln_id": d.ref(LABORDLN),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "created": d.moment(2010, 2024),
    },
)
LABMACH = d.rows(
    8,
    lambda n: {
        "lab_unit_id": d.ref(LABUNIT),
        "name": d.name(),
        "no": d.digits(8),
        "tel": d.blank(d.phone()),
        "start": d.day(2010, 2020),
        "locked": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
LABQC = d.rows(
    10,
    lambda n: {
        "lab_mach_id": d.ref(LABMACH),
        "at": d.moment(2023, 2025),
        "status": d.pick(["open", "done", "void"]),
        "value": d.quarters(0, 90),
        "cancelled": d.chance(0.1),
    },
)
ORGANISM = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
CULTURE = d.rows(
    10,
    lambda n: {
        "specimen_id": d.ref(SPECIMEN),
        "organism_id": d.maybe(d.ref(ORGANISM), 0.2),
        "at": d.moment(2023, 2025),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "cancelled": d.chance(0.1),
    },
)
ANTIBIO = d.rows(
    5, lambda n: {"code": f"{n:03}{d.digits(3)}", "nm": d.note(), "act": d.chance(0.9)}
)
SUSCEPT = d.rows(
    10,
    lambda n: {
        "culture_id": d.ref(CULTURE),
        "antibio_id": d.ref(ANTIBIO),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
MODALITY = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "srt": n,
    },
)
SCANNER = d.rows(
    8,
    lambda n: {
        "modality_id": d.maybe(d.ref(MODALITY), 0.2),
        "rm_id": d.ref(RM),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
RADREQ = d.rows(
    10,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "doctor_id": d.ref(DOCTOR),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "status": d.pick(["open", "done", "void"]),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
        "created": d.moment(2010, 2024),
    },
)
RADEXAM = d.rows(
    10,
    lambda n: {
        "rad_req_id": d.ref(RADREQ),
        "scanner_id": d.ref(SCANNER),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "status": d.pick(["open", "done", "void"]),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
RADREP = d.rows(
    8,
    lambda n: {
        "rad_exam_id": d.ref(RADEXAM),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "pages": d.between(1, 9),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
DOSE = d.rows(
    10,
    lambda n: {
        "rad_exam_id": d.maybe(d.ref(RADEXAM), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
    },
)
CONTRAST = d.rows(
    8,
    lambda n: {
        "modality_id": d.ref(MODALITY),
        "name": d.name(),
        "email": d.blank(d.mail(n)),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "rmk": d.blank(d.note(), 0.6),
        "created": d.moment(2010, 2024),
    },
)
CONTRUSE = d.rows(
    10,
    lambda n: {
        "rad_exam_id": d.ref(RADEXAM),
        "contrast_id": d.ref(CONTRAST),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
ATCGRP = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
DRUG = d.rows(
    8,
    lambda n: {
        "atc_grp_id": d.maybe(d.ref(ATCGRP), 0.2),
        "name": d.name(),
        "no": d.digits(8),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "start": d.day(2010, 2020),
        "created": d.moment(2010, 2024),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
DRUGFORM = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
DRUGPACK = d.rows(
    8,
    lambda n: {
        "drug_id": d.ref(DRUG),
        "drug_form_id": d.maybe(d.ref(DRUGFORM), 0.2),
        "name": d.name(),
        "tel": d.blank(d.phone()),
        "created": d.moment(2010, 2024),
    },
)
INTERACT = d.rows(
    10,
    lambda n: {
        "drug_id": d.ref(DRUG),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
RX = d.rows(
    10,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "doctor_id": d.maybe(d.ref(DOCTOR), 0.2),
        "at": d.moment(2023, 2025),
        "urgent": d.chance(0.2),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "ref": d.blank(d.digits(9), 0.3),
        "cancelled": d.chance(0.1),
    },
)
RXLN = d.rows(
    10,
    lambda n: {
        "rx_id": d.ref(RX),
        "drug_id": d.ref(DRUG),
        "qty": d.between(1, 90),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
ADMDRUG = d.rows(
    10,
    lambda n: {
        "rx_ln_id": d.maybe(d.ref(RXLN), 0.2),
        "nurse_id": d.maybe(d.ref(NURSE), 0.2),
        "at": d.moment(2023, 2025),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "cancelled": d.chance(0.1),
    },
)
PHARMACIST = d.rows(
    8,
    lambda n: {
        "staff_id": d.ref(STAFF),
        "name": d.name(),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
    },
)
STOCKROOM = d.rows(
    8,
    lambda n: {
        "dept_id": d.ref(DEPT),
        "name": d.name(),
        "tel": d.blank(d.phone()),
        "locked": d.chance(0.1),
        "rmk": d.blank(d.note(), 0.6),
    },
)
STOCKLVL = d.rows(
    10,
    lambda n: {
        "stockroom_id": d.ref(STOCKROOM),
        "drug_pack_id": d.ref(DRUGPACK),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
STOCKMOV = d.rows(
    10,
    lambda n: {
        "stockroom_id": d.maybe(d.ref(STOCKROOM), 0.2),
        "drug_pack_id": d.ref(DRUGPACK),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "status": d.pick(["open", "done", "void"]),
        "amt": d.maybe(d.money(1, 900), 0.4),
    },
)
SUPPLIER = d.rows(
    8,
    lambda n: {
        "country_id": d.ref(COUNTRY),
        "name": d.name(),
        "no": d.digits(8),
        "start": d.day(2010, 2020),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "rmk": d.blank(d.note(), 0.6),
    },
)
PURORD = d.rows(
    10,
    lambda n: {
        "supplier_id": d.maybe(d.ref(SUPPLIER), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
PURORDLN = d.rows(
    10,
    lambda n: {
        "pur_ord_id": d.ref(PURORD),
        "drug_pack_id": d.ref(DRUGPACK),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
GOODSREC = d.rows(
    10,
    lambda n: {
        "pur_ord_id": d.ref(PURORD),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
    },
)
RECALL = d.rows(
    10,
    lambda n: {
        "drug_pack_id": d.ref(DRUGPACK),
        "at": d.moment(2023, 2025),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
BLOODGRP = d.rows(
    5, lambda n: {"code": f"{n:03}{d.digits(3)}", "nm": d.note(), "act": d.chance(0.9), "srt": n}
)
BLOODUNIT = d.rows(
    8,
    lambda n: {
        "blood_grp_id": d.ref(BLOODGRP),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "locked": d.chance(0.1),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
XMATCH = d.rows(
    10,
    lambda n: {
        "blood_unit_id": d.ref(BLOODUNIT),
        "patient_id": d.ref(PATIENT),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
TRANSF = d.rows(
    10,
    lambda n: {
        "blood_unit_id": d.maybe(d.ref(BLOODUNIT), 0.2),
        "nurse_id": d.ref(NURSE),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "cancelled": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
DONOR = d.rows(
    8,
    lambda n: {
        "blood_grp_id": d.maybe(d.ref(BLOODGRP), 0.2),
        "name": d.name(),
        "email": d.blank(d.mail(n)),
        "locked": d.chance(0.1),
        "rmk": d.blank(d.note(), 0.6),
    },
)
DONATION = d.rows(
    10,
    lambda n: {
        "donor_id": d.ref(DONOR),
        "at": d.moment(2023, 2025),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "ref": d.blank(d.digits(9), 0.3),
        "created": d.moment(2010, 2024),
    },
)
DIET = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
MEALKIND = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "srt": n,
    },
)
MEAL = d.rows(
    8,
    lambda n: {
        "meal_kind_id": d.ref(MEALKIND),
        "diet_id": d.ref(DIET),
        "name": d.name(),
        "town": d.blank(d.town()),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
    },
)
MEALORD = d.rows(
    10,
    lambda n: {
        "meal_id": d.maybe(d.ref(MEAL), 0.2),
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "ref": d.blank(d.digits(9), 0.3),
        "created": d.moment(2010, 2024),
    },
)
KITCHEN = d.rows(
    8,
    lambda n: {
        "bldg_id": d.ref(BLDG),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "created": d.moment(2010, 2024),
    },
)
ALLOWANCE = d.rows(
    10,
    lambda n: {
        "diet_id": d.ref(DIET),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
LAUNDRYBAG = d.rows(
    8,
    lambda n: {
        "ward_id": d.ref(WARD),
        "name": d.name(),
        "tel": d.blank(d.phone()),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "locked": d.chance(0.1),
        "created": d.moment(2010, 2024),
    },
)
CLEANING = d.rows(
    10,
    lambda n: {
        "rm_id": d.ref(RM),
        "at": d.moment(2023, 2025),
        "status": d.pick(["open", "done", "void"]),
        "value": d.quarters(0, 90),
        "cancelled": d.chance(0.1),
    },
)
WASTEKIND = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "act": d.chance(0.9),
        "srt": n,
    },
)
WASTELOG = d.rows(
    8,
    lambda n: {
        "waste_kind_id": d.ref(WASTEKIND),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "pages": d.between(1, 9),
    },
)
ASSETKIND = d.rows(
    5, lambda n: {"code": f"{n:03}{d.digits(3)}", "nm": d.note(), "act": d.chance(0.9), "srt": n}
)
ASSET = d.rows(
    8,
    lambda n: {
        "asset_kind_id": d.maybe(d.ref(ASSETKIND), 0.2),
        "dept_id": d.ref(DEPT),
        "name": d.name(),
        "tel": d.blank(d.phone()),
        "start": d.day(2010, 2020),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
MAINT = d.rows(
    10,
    lambda n: {
        "asset_id": d.ref(ASSET),
        "at": d.moment(2023, 2025),
        "reason": d.blank(d.note(), 0.4),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
    },
)
MAINTPART = d.rows(
    10,
    lambda n: {
        "maint_id": d.ref(MAINT),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "done": d.chance(0.5),
    },
)
CONTRACT = d.rows(
    8,
    lambda n: {
        "supplier_id": d.ref(SUPPLIER),
        "name": d.name(),
        "email": d.blank(d.mail(n)),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "cap": d.maybe(d.between(1, 99), 0.3),
    },
)
INCIDENT = d.rows(
    10,
    lambda n: {
        "ward_id": d.maybe(d.ref(WARD), 0.2),
        "staff_id": d.ref(STAFF),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
        "cancelled": d.chance(0.1),
    },
)
INCIDENTACT = d.rows(
    8,
    lambda n: {
        "incident_id": d.ref(INCIDENT),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "pages": d.between(1, 9),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
COMPLAINT = d.rows(
    10,
    lambda n: {
        "patient_id": d.maybe(d.ref(PATIENT), 0.2),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
        "cancelled": d.chance(0.1),
    },
)
COMPLREPLY = d.rows(
    8,
    lambda n: {
        "complaint_id": d.ref(COMPLAINT),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
TARIFFGRP = d.rows(
    5,
    lambda n: {
        "code": f"{n:03}{d.digits(3)}",
        "nm": d.note(),
        "descr": d.blank(d.note(), 0.5),
        "srt": n,
    },
)
TARIFF = d.rows(
    8,
    lambda n: {
        "tariff_grp_id": d.ref(TARIFFGRP),
        "name": d.name(),
        "town": d.blank(d.town()),
        "tel": d.blank(d.phone()),
        "email": d.blank(d.mail(n)),
        "locked": d.chance(0.1),
        "cap": d.maybe(d.between(1, 99), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
BILL = d.rows(
    10,
    lambda n: {
        "patient_id": d.ref(PATIENT),
        "at": d.moment(2023, 2025),
        "urgent": d.chance(0.2),
        "reason": d.blank(d.note(), 0.4),
        "mins": d.maybe(d.between(5, 300), 0.3),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "value": d.quarters(0, 90),
    },
)
BILLLN = d.rows(
    10,
    lambda n: {
        "bill_id": d.ref(BILL),
        "tariff_id": d.ref(TARIFF),
        "pos": d.between(1, 20),
        "qty": d.between(1, 90),
        "rmk": d.blank(d.note(), 0.5),
        "role": d.blank(d.pick(["lead", "second"]), 0.3),
        "price": d.maybe(d.money(1, 900), 0.4),
        "done": d.chance(0.5),
    },
)
PMT = d.rows(
    10,
    lambda n: {
        "bill_id": d.ref(BILL),
        "at": d.moment(2023, 2025),
        "done": d.maybe(d.moment(2023, 2025), 0.4),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "amt": d.maybe(d.money(1, 900), 0.4),
        "ref": d.blank(d.digits(9), 0.3),
        "created": d.moment(2010, 2024),
    },
)
DUNNING = d.rows(
    8,
    lambda n: {
        "bill_id": d.ref(BILL),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "pages": d.between(1, 9),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
CLAIMFILE = d.rows(
    8,
    lambda n: {
        "insurer_id": d.ref(INSURER),
        "name": d.name(),
        "tel": d.blank(d.phone()),
        "start": d.day(2010, 2020),
        "stop": d.maybe(d.day(2021, 2026), 0.5),
        "rmk": d.blank(d.note(), 0.6),
        "created": d.moment(2010, 2024),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
CLAIM = d.rows(
    10,
    lambda n: {
        "claim_file_id": d.ref(CLAIMFILE),
        "bill_id": d.ref(BILL),
        "at": d.moment(2023, 2025),
        "value": d.quarters(0, 90),
        "created": d.moment(2010, 2024),
    },
)
CLAIMREJ = d.rows(
    8,
    lambda n: {
        "claim_id": d.ref(CLAIM),
        "txt": d.note(),
        "at": d.moment(2023, 2025),
        "by": d.blank(d.name(), 0.2),
        "pages": d.between(1, 9),
        "signed": d.maybe(d.day(2023, 2025), 0.4),
    },
)
BUDGET = d.rows(
    8,
    lambda n: {
        "cost_ctr_id": d.ref(COSTCTR),
        "name": d.name(),
        "tel": d.blank(d.phone()),
        "start": d.day(2010, 2020),
        "price": d.maybe(d.money(1, 900), 0.4),
    },
)
POSTING = d.rows(
    10,
    lambda n: {
        "budget_id": d.ref(BUDGET),
        "at": d.moment(2023, 2025),
        "urgent": d.chance(0.2),
        "status": d.pick(["open", "done", "void"]),
        "reason": d.blank(d.note(), 0.4),
        "value": d.quarters(0, 90),
    },
)


def fill():
    from his import models as m

    store(m.Campus, CAMPUS)
    store(m.Bldg, BLDG)
    store(m.Flr, FLR)
    store(m.Ward, WARD)
    store(m.Rm, RM)
    store(m.Bed, BED)
    store(m.CostCtr, COSTCTR)
    store(m.Dept, DEPT)
    store(m.Spec, SPEC)
    store(m.Team, TEAM)
    store(m.Staff, STAFF)
    store(m.Doctor, DOCTOR)
    store(m.Nurse, NURSE)
    store(m.Shift, SHIFT)
    store(m.ShiftSwap, SHIFTSWAP)
    store(m.Absence, ABSENCE)
    store(m.Qualif, QUALIF)
    store(m.StaffQualif, STAFFQUALIF)
    store(m.Training, TRAINING)
    store(m.TrainAttend, TRAINATTEND)
    store(m.Badge, BADGE)
    store(m.Country, COUNTRY)
    store(m.Lang, LANG)
    store(m.Religion, RELIGION)
    store(m.Insurer, INSURER)
    store(m.Plan, PLAN)
    store(m.Patient, PATIENT)
    store(m.PatAddr, PATADDR)
    store(m.PatPhone, PATPHONE)
    store(m.NextOfKin, NEXTOFKIN)
    store(m.PatIns, PATINS)
    store(m.Allergen, ALLERGEN)
    store(m.Allergy, ALLERGY)
    store(m.Consent, CONSENT)
    store(m.Gp, GP)
    store(m.Referral, REFERRAL)
    store(m.Adm, ADM)
    store(m.Transfer, TRANSFER)
    store(m.Disch, DISCH)
    store(m.DischLetter, DISCHLETTER)
    store(m.Visit, VISIT)
    store(m.VisitNote, VISITNOTE)
    store(m.Slot, SLOT)
    store(m.Appt, APPT)
    store(m.Reminder, REMINDER)
    store(m.WaitList, WAITLIST)
    store(m.WaitEntry, WAITENTRY)
    store(m.IcdChap, ICDCHAP)
    store(m.Icd, ICD)
    store(m.Diag, DIAG)
    store(m.OpsCode, OPSCODE)
    store(m.Proc, PROC)
    store(m.Problem, PROBLEM)
    store(m.VitalKind, VITALKIND)
    store(m.Vital, VITAL)
    store(m.FluidBal, FLUIDBAL)
    store(m.PainScore, PAINSCORE)
    store(m.Wound, WOUND)
    store(m.WoundDress, WOUNDDRESS)
    store(m.CarePlan, CAREPLAN)
    store(m.CareGoal, CAREGOAL)
    store(m.CareTask, CARETASK)
    store(m.Theatre, THEATRE)
    store(m.OpSlot, OPSLOT)
    store(m.Op, OP)
    store(m.OpTeam, OPTEAM)
    store(m.Anaesth, ANAESTH)
    store(m.AnaesthDrug, ANAESTHDRUG)
    store(m.Implant, IMPLANT)
    store(m.OpImplant, OPIMPLANT)
    store(m.SterSet, STERSET)
    store(m.SterCycle, STERCYCLE)
    store(m.Checklist, CHECKLIST)
    store(m.CheckItem, CHECKITEM)
    store(m.CheckRun, CHECKRUN)
    store(m.LabUnit, LABUNIT)
    store(m.LabTest, LABTEST)
    store(m.LabPanel, LABPANEL)
    store(m.PanelTest, PANELTEST)
    store(m.LabOrd, LABORD)
    store(m.LabOrdLn, LABORDLN)
    store(m.Specimen, SPECIMEN)
    store(m.LabRes, LABRES)
    store(m.LabMach, LABMACH)
    store(m.LabQc, LABQC)
    store(m.Organism, ORGANISM)
    store(m.Culture, CULTURE)
    store(m.Antibio, ANTIBIO)
    store(m.Suscept, SUSCEPT)
    store(m.Modality, MODALITY)
    store(m.Scanner, SCANNER)
    store(m.RadReq, RADREQ)
    store(m.RadExam, RADEXAM)
    store(m.RadRep, RADREP)
    store(m.Dose, DOSE)
    store(m.Contrast, CONTRAST)
    store(m.ContrUse, CONTRUSE)
    store(m.AtcGrp, ATCGRP)
    store(m.Drug, DRUG)
    store(m.DrugForm, DRUGFORM)
    store(m.DrugPack, DRUGPACK)
    store(m.Interact, INTERACT)
    store(m.Rx, RX)
    store(m.RxLn, RXLN)
    store(m.AdmDrug, ADMDRUG)
    store(m.Pharmacist, PHARMACIST)
    store(m.Stockroom, STOCKROOM)
    store(m.StockLvl, STOCKLVL)
    store(m.StockMov, STOCKMOV)
    store(m.Supplier, SUPPLIER)
    store(m.PurOrd, PURORD)
    store(m.PurOrdLn, PURORDLN)
    store(m.GoodsRec, GOODSREC)
    store(m.Recall, RECALL)
    store(m.BloodGrp, BLOODGRP)
    store(m.BloodUnit, BLOODUNIT)
    store(m.Xmatch, XMATCH)
    store(m.Transf, TRANSF)
    store(m.Donor, DONOR)
    store(m.Donation, DONATION)
    store(m.Diet, DIET)
    store(m.MealKind, MEALKIND)
    store(m.Meal, MEAL)
    store(m.MealOrd, MEALORD)
    store(m.Kitchen, KITCHEN)
    store(m.Allowance, ALLOWANCE)
    store(m.LaundryBag, LAUNDRYBAG)
    store(m.Cleaning, CLEANING)
    store(m.WasteKind, WASTEKIND)
    store(m.WasteLog, WASTELOG)
    store(m.AssetKind, ASSETKIND)
    store(m.Asset, ASSET)
    store(m.Maint, MAINT)
    store(m.MaintPart, MAINTPART)
    store(m.Contract, CONTRACT)
    store(m.Incident, INCIDENT)
    store(m.IncidentAct, INCIDENTACT)
    store(m.Complaint, COMPLAINT)
    store(m.ComplReply, COMPLREPLY)
    store(m.TariffGrp, TARIFFGRP)
    store(m.Tariff, TARIFF)
    store(m.Bill, BILL)
    store(m.BillLn, BILLLN)
    store(m.Pmt, PMT)
    store(m.Dunning, DUNNING)
    store(m.ClaimFile, CLAIMFILE)
    store(m.Claim, CLAIM)
    store(m.ClaimRej, CLAIMREJ)
    store(m.Budget, BUDGET)
    store(m.Posting, POSTING)


def arrived():
    from hospital import models as m

    yield looks(m.Campus, CAMPUS, code="code", nm="nm", act="act", sort_order="srt")
    yield looks(
        m.Building,
        BLDG,
        campus_id="campus_id",
        name="name",
        town="town",
        valid_until="stop",
        is_locked="locked",
        price="price",
    )
    yield looks(
        m.Floor,
        FLR,
        building_id="bldg_id",
        name="name",
        number="no",
        email="email",
        valid_from="start",
        is_locked="locked",
    )
    yield looks(m.Ward, WARD, floor_id="flr_id", name="name", no="no", town="town", price="price")
    yield looks(
        m.Room,
        RM,
        ward_id="ward_id",
        name="name",
        number="no",
        valid_until="stop",
        is_locked="locked",
        capacity="cap",
        remarks="rmk",
        price="price",
    )
    yield looks(
        m.Bed,
        BED,
        room_id="rm_id",
        name="name",
        no="no",
        phone="tel",
        email="email",
        is_locked="locked",
        cap="cap",
    )
    yield looks(
        m.CostCentre, COSTCTR, code="code", name="nm", description="descr", sort_order="srt"
    )
    yield looks(
        m.Department,
        DEPT,
        cost_centre_id="cost_ctr_id",
        name="name",
        town="town",
        email="email",
        valid_until="stop",
        is_locked="locked",
        capacity="cap",
        created_at="created",
    )
    yield looks(m.Specialty, SPEC, code="code", name="nm", description="descr", is_active="act")
    yield looks(
        m.Team,
        TEAM,
        department_id="dept_id",
        name="name",
        town="town",
        email="email",
        created_at="created",
    )
    yield looks(
        m.Staff,
        STAFF,
        department_id="dept_id",
        name="name",
        no="no",
        email="email",
        valid_until="stop",
    )
    yield looks(
        m.Doctor,
        DOCTOR,
        staff_id="staff_id",
        specialty_id="spec_id",
        name="name",
        number="no",
        stop="stop",
        capacity="cap",
        rmk="rmk",
    )
    yield looks(
        m.Nurse,
        NURSE,
        staff_id="staff_id",
        ward_id="ward_id",
        name="name",
        town="town",
        email="email",
        stop="stop",
        rmk="rmk",
    )
    yield looks(
        m.Shift,
        SHIFT,
        staff_id="staff_id",
        ward_id="ward_id",
        at="at",
        reason="reason",
        cancelled="cancelled",
    )
    yield looks(
        m.ShiftSwap,
        SHIFTSWAP,
        shift_id="shift_id",
        staff_id="staff_id",
        happened_at="at",
        done="done",
        urgent="urgent",
        reason="reason",
        reference="ref",
        is_cancelled="cancelled",
        created="created",
    )
    yield looks(
        m.Absence,
        ABSENCE,
        staff_id="staff_id",
        happened_at="at",
        done="done",
        value="value",
        created="created",
    )
    yield looks(
        m.Qualification,
        QUALIF,
        code="code",
        name="nm",
        description="descr",
        is_active="act",
        sort_order="srt",
    )
    yield looks(
        m.StaffQualification,
        STAFFQUALIF,
        staff_id="staff_id",
        qualification_id="qualif_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.Training, TRAINING, code="code", name="nm", description="descr", act="act", srt="srt"
    )
    yield looks(
        m.TrainingAttendance,
        TRAINATTEND,
        training_id="training_id",
        staff_id="staff_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.Badge,
        BADGE,
        staff_id="staff_id",
        name="name",
        tel="tel",
        email="email",
        created="created",
    )
    yield looks(
        m.Country, COUNTRY, code="code", nm="nm", descr="descr", act="act", sort_order="srt"
    )
    yield looks(
        m.Language,
        LANG,
        code="code",
        name="nm",
        description="descr",
        is_active="act",
        sort_order="srt",
    )
    yield looks(
        m.Religion,
        RELIGION,
        code="code",
        nm="nm",
        description="descr",
        is_active="act",
        sort_order="srt",
    )
    yield looks(
        m.Insurer,
        INSURER,
        country_id="country_id",
        name="name",
        town="town",
        phone="tel",
        valid_from="start",
        valid_until="stop",
        cap="cap",
        created_at="created",
    )
    yield looks(
        m.InsurancePlan,
        PLAN,
        insurer_id="insurer_id",
        name="name",
        number="no",
        remarks="rmk",
        price="price",
    )
    yield looks(
        m.Patient,
        PATIENT,
        country_id="country_id",
        language_id="lang_id",
        name="name",
        no="no",
        town="town",
        start="start",
        capacity="cap",
        created_at="created",
        price="price",
    )
    yield looks(
        m.PatientAddress,
        PATADDR,
        patient_id="patient_id",
        country_id="country_id",
        name="name",
        town="town",
        phone="tel",
        valid_until="stop",
    )
    yield looks(
        m.PatientPhone,
        PATPHONE,
        patient_id="patient_id",
        name="name",
        town="town",
        phone="tel",
        email="email",
        capacity="cap",
        price="price",
    )
    yield looks(
        m.NextOfKin,
        NEXTOFKIN,
        patient_id="patient_id",
        name="name",
        start="start",
        is_locked="locked",
    )
    yield looks(
        m.Coverage,
        PATINS,
        patient_id="patient_id",
        insurance_plan_id="plan_id",
        name="name",
        town="town",
        email="email",
        valid_until="stop",
        is_locked="locked",
        price="price",
    )
    yield looks(m.Allergen, ALLERGEN, code="code", name="nm", description="descr", is_active="act")
    yield looks(
        m.Allergy,
        ALLERGY,
        patient_id="patient_id",
        allergen_id="allergen_id",
        name="name",
        email="email",
        is_locked="locked",
        rmk="rmk",
    )
    yield looks(
        m.Consent,
        CONSENT,
        patient_id="patient_id",
        doctor_id="doctor_id",
        at="at",
        done="done",
        value="value",
        ref="ref",
        created="created",
    )
    yield looks(
        m.FamilyDoctor,
        GP,
        specialty_id="spec_id",
        name="name",
        number="no",
        email="email",
        valid_from="start",
        price="price",
    )
    yield looks(
        m.Referral,
        REFERRAL,
        patient_id="patient_id",
        family_doctor_id="gp_id",
        at="at",
        urgent="urgent",
        reason="reason",
        mins="mins",
        amt="amt",
        value="value",
        created_at="created",
    )
    yield looks(
        m.Admission,
        ADM,
        patient_id="patient_id",
        ward_id="ward_id",
        happened_at="at",
        is_urgent="urgent",
        status="status",
        value="value",
        is_cancelled="cancelled",
        created_at="created",
    )
    yield looks(
        m.Transfer,
        TRANSFER,
        admission_id="adm_id",
        bed_id="bed_id",
        at="at",
        done="done",
        status="status",
        reason="reason",
        amt="amt",
        ref="ref",
        is_cancelled="cancelled",
        created="created",
    )
    yield looks(
        m.Discharge,
        DISCH,
        admission_id="adm_id",
        doctor_id="doctor_id",
        happened_at="at",
        completed_at="done",
        amount="amt",
        reference="ref",
        is_cancelled="cancelled",
        created_at="created",
    )
    yield looks(
        m.DischargeLetter,
        DISCHLETTER,
        discharge_id="disch_id",
        body="txt",
        written_at="at",
        author="by",
        pages="pages",
        signed_on="signed",
    )
    yield looks(
        m.Visit,
        VISIT,
        patient_id="patient_id",
        doctor_id="doctor_id",
        happened_at="at",
        done="done",
        urgent="urgent",
        status="status",
        mins="mins",
        amount="amt",
        created_at="created",
    )
    yield looks(
        m.VisitEntry,
        VISITNOTE,
        visit_id="visit_id",
        body="txt",
        written_at="at",
        pages="pages",
        signed_on="signed",
    )
    yield looks(
        m.ClinicSlot,
        SLOT,
        doctor_id="doctor_id",
        room_id="rm_id",
        happened_at="at",
        completed_at="done",
        status="status",
        amount="amt",
    )
    yield looks(
        m.Appointment,
        APPT,
        clinic_slot_id="slot_id",
        patient_id="patient_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        status="status",
        reason="reason",
        amount="amt",
        value="value",
        reference="ref",
    )
    yield looks(m.Reminder, REMINDER, appointment_id="appt_id", body="txt", at="at", author="by")
    yield looks(
        m.WaitingList,
        WAITLIST,
        specialty_id="spec_id",
        name="name",
        number="no",
        email="email",
        valid_from="start",
        valid_until="stop",
        capacity="cap",
    )
    yield looks(
        m.WaitingListEntry,
        WAITENTRY,
        waiting_list_id="wait_list_id",
        patient_id="patient_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
    )
    yield looks(
        m.DiagnosisChapter, ICDCHAP, code="code", name="nm", description="descr", is_active="act"
    )
    yield looks(
        m.DiagnosisCode,
        ICD,
        diagnosis_chapter_id="icd_chap_id",
        name="name",
        number="no",
        town="town",
        email="email",
        valid_until="stop",
        remarks="rmk",
        created_at="created",
    )
    yield looks(
        m.Diagnosis,
        DIAG,
        patient_id="patient_id",
        diagnosis_code_id="icd_id",
        happened_at="at",
        status="status",
        reason="reason",
        created_at="created",
    )
    yield looks(
        m.ProcedureCode,
        OPSCODE,
        code="code",
        name="nm",
        description="descr",
        is_active="act",
        sort_order="srt",
    )
    yield looks(
        m.Procedure,
        PROC,
        patient_id="patient_id",
        procedure_code_id="ops_code_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        status="status",
        reason="reason",
        minutes="mins",
        is_cancelled="cancelled",
        created_at="created",
    )
    yield looks(
        m.Problem,
        PROBLEM,
        patient_id="patient_id",
        diagnosis_code_id="icd_id",
        at="at",
        completed_at="done",
        is_urgent="urgent",
        reason="reason",
        ref="ref",
    )
    yield looks(m.VitalSignKind, VITALKIND, code="code", name="nm", description="descr")
    yield looks(
        m.VitalSign,
        VITAL,
        patient_id="patient_id",
        vital_sign_kind_id="vital_kind_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        value="value",
    )
    yield looks(
        m.FluidBalance,
        FLUIDBAL,
        admission_id="adm_id",
        happened_at="at",
        minutes="mins",
        amount="amt",
        reference="ref",
    )
    yield looks(
        m.PainScore,
        PAINSCORE,
        patient_id="patient_id",
        happened_at="at",
        amt="amt",
        value="value",
        created_at="created",
    )
    yield looks(m.Wound, WOUND, patient_id="patient_id", name="name", valid_from="start", rmk="rmk")
    yield looks(
        m.WoundDressing,
        WOUNDDRESS,
        wound_id="wound_id",
        body="txt",
        written_at="at",
        author="by",
        signed_on="signed",
    )
    yield looks(
        m.CarePlan,
        CAREPLAN,
        patient_id="patient_id",
        nurse_id="nurse_id",
        name="name",
        number="no",
        phone="tel",
        email="email",
        is_locked="locked",
        cap="cap",
        rmk="rmk",
        price="price",
    )
    yield looks(
        m.CareGoal,
        CAREGOAL,
        care_plan_id="care_plan_id",
        pos="pos",
        qty="qty",
        price="price",
        is_done="done",
    )
    yield looks(
        m.CareTask,
        CARETASK,
        care_plan_id="care_plan_id",
        position="pos",
        qty="qty",
        rmk="rmk",
        role="role",
        price="price",
        done="done",
    )
    yield looks(
        m.Theatre,
        THEATRE,
        floor_id="flr_id",
        name="name",
        town="town",
        tel="tel",
        start="start",
        valid_until="stop",
        created_at="created",
    )
    yield looks(
        m.OperationSlot,
        OPSLOT,
        theatre_id="theatre_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        minutes="mins",
        amount="amt",
        created_at="created",
    )
    yield looks(
        m.Operation,
        OP,
        operation_slot_id="op_slot_id",
        patient_id="patient_id",
        happened_at="at",
        reason="reason",
        minutes="mins",
        amount="amt",
        value="value",
        reference="ref",
        is_cancelled="cancelled",
        created_at="created",
    )
    yield looks(
        m.OperationTeamMember,
        OPTEAM,
        operation_id="op_id",
        staff_id="staff_id",
        position="pos",
        quantity="qty",
        price="price",
    )
    yield looks(
        m.Anaesthesia,
        ANAESTH,
        operation_id="op_id",
        doctor_id="doctor_id",
        happened_at="at",
        is_urgent="urgent",
        minutes="mins",
        amount="amt",
        value="value",
        reference="ref",
        created_at="created",
    )
    yield looks(
        m.AnaesthesiaDrug,
        ANAESTHDRUG,
        anaesthesia_id="anaesth_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.Implant,
        IMPLANT,
        procedure_code_id="ops_code_id",
        name="name",
        number="no",
        tel="tel",
        email="email",
        remarks="rmk",
        created_at="created",
        price="price",
    )
    yield looks(
        m.ImplantUse,
        OPIMPLANT,
        operation_id="op_id",
        implant_id="implant_id",
        quantity="qty",
        remarks="rmk",
        is_done="done",
    )
    yield looks(
        m.SterileSet,
        STERSET,
        department_id="dept_id",
        name="name",
        valid_from="start",
        remarks="rmk",
    )
    yield looks(
        m.SterilisationCycle,
        STERCYCLE,
        sterile_set_id="ster_set_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        reason="reason",
        amount="amt",
        value="value",
        reference="ref",
    )
    yield looks(m.Checklist, CHECKLIST, code="code", name="nm", descr="descr", is_active="act")
    yield looks(
        m.ChecklistItem,
        CHECKITEM,
        checklist_id="checklist_id",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.ChecklistRun,
        CHECKRUN,
        checklist_id="checklist_id",
        operation_id="op_id",
        happened_at="at",
        status="status",
        minutes="mins",
        reference="ref",
    )
    yield looks(
        m.LaboratoryUnit, LABUNIT, code="code", name="nm", description="descr", is_active="act"
    )
    yield looks(
        m.LaboratoryTest,
        LABTEST,
        laboratory_unit_id="lab_unit_id",
        name="name",
        email="email",
        valid_from="start",
        valid_until="stop",
        capacity="cap",
    )
    yield looks(
        m.LaboratoryPanel, LABPANEL, code="code", name="nm", is_active="act", sort_order="srt"
    )
    yield looks(
        m.PanelMember,
        PANELTEST,
        laboratory_panel_id="lab_panel_id",
        laboratory_test_id="lab_test_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.LaboratoryOrder,
        LABORD,
        patient_id="patient_id",
        doctor_id="doctor_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        reason="reason",
        amount="amt",
        value="value",
        reference="ref",
        created_at="created",
    )
    yield looks(
        m.LaboratoryOrderLine,
        LABORDLN,
        laboratory_order_id="lab_ord_id",
        laboratory_test_id="lab_test_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.Specimen,
        SPECIMEN,
        laboratory_order_id="lab_ord_id",
        name="name",
        town="town",
        is_locked="locked",
        cap="cap",
    )
    yield looks(
        m.LaboratoryResult,
        LABRES,
        laboratory_order_line_id="lab_ord_ln_id",
        happened_at="at",
        completed_at="done",
        minutes="mins",
        amount="amt",
        created_at="created",
    )
    yield looks(
        m.Analyser,
        LABMACH,
        laboratory_unit_id="lab_unit_id",
        name="name",
        number="no",
        phone="tel",
        valid_from="start",
        is_locked="locked",
        created_at="created",
    )
    yield looks(
        m.QualityControl,
        LABQC,
        analyser_id="lab_mach_id",
        happened_at="at",
        status="status",
        value="value",
        is_cancelled="cancelled",
    )
    yield looks(
        m.Organism, ORGANISM, code="code", nm="nm", descr="descr", is_active="act", sort_order="srt"
    )
    yield looks(
        m.Culture,
        CULTURE,
        specimen_id="specimen_id",
        organism_id="organism_id",
        happened_at="at",
        status="status",
        reason="reason",
        minutes="mins",
        cancelled="cancelled",
    )
    yield looks(m.Antibiotic, ANTIBIO, code="code", name="nm", is_active="act")
    yield looks(
        m.Susceptibility,
        SUSCEPT,
        culture_id="culture_id",
        antibiotic_id="antibio_id",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(m.Modality, MODALITY, code="code", name="nm", description="descr", sort_order="srt")
    yield looks(
        m.Scanner,
        SCANNER,
        modality_id="modality_id",
        room_id="rm_id",
        name="name",
        town="town",
        phone="tel",
        email="email",
        start="start",
        stop="stop",
        cap="cap",
        price="price",
    )
    yield looks(
        m.ImagingRequest,
        RADREQ,
        patient_id="patient_id",
        doctor_id="doctor_id",
        happened_at="at",
        completed_at="done",
        status="status",
        minutes="mins",
        value="value",
        reference="ref",
        created_at="created",
    )
    yield looks(
        m.ImagingExam,
        RADEXAM,
        imaging_request_id="rad_req_id",
        scanner_id="scanner_id",
        happened_at="at",
        completed_at="done",
        status="status",
        minutes="mins",
        reference="ref",
    )
    yield looks(
        m.ImagingReport,
        RADREP,
        imaging_exam_id="rad_exam_id",
        body="txt",
        written_at="at",
        author="by",
        pages="pages",
        signed_on="signed",
    )
    yield looks(
        m.RadiationDose,
        DOSE,
        imaging_exam_id="rad_exam_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        status="status",
        reason="reason",
        minutes="mins",
    )
    yield looks(
        m.Contrast,
        CONTRAST,
        modality_id="modality_id",
        name="name",
        email="email",
        valid_until="stop",
        locked="locked",
        cap="cap",
        rmk="rmk",
        created="created",
    )
    yield looks(
        m.ContrastUse,
        CONTRUSE,
        imaging_exam_id="rad_exam_id",
        contrast_id="contrast_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.DrugGroup,
        ATCGRP,
        code="code",
        name="nm",
        description="descr",
        is_active="act",
        sort_order="srt",
    )
    yield looks(
        m.Drug,
        DRUG,
        drug_group_id="atc_grp_id",
        name="name",
        no="no",
        tel="tel",
        email="email",
        start="start",
        created="created",
        price="price",
    )
    yield looks(
        m.DrugForm, DRUGFORM, code="code", name="nm", description="descr", act="act", srt="srt"
    )
    yield looks(
        m.DrugPack,
        DRUGPACK,
        drug_id="drug_id",
        drug_form_id="drug_form_id",
        name="name",
        tel="tel",
        created="created",
    )
    yield looks(
        m.Interaction,
        INTERACT,
        drug_id="drug_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.Prescription,
        RX,
        patient_id="patient_id",
        doctor_id="doctor_id",
        happened_at="at",
        is_urgent="urgent",
        minutes="mins",
        reference="ref",
        is_cancelled="cancelled",
    )
    yield looks(
        m.PrescriptionLine,
        RXLN,
        prescription_id="rx_id",
        drug_id="drug_id",
        quantity="qty",
        role="role",
        price="price",
    )
    yield looks(
        m.Administration,
        ADMDRUG,
        prescription_line_id="rx_ln_id",
        nurse_id="nurse_id",
        happened_at="at",
        is_urgent="urgent",
        reason="reason",
        amount="amt",
        value="value",
        is_cancelled="cancelled",
    )
    yield looks(
        m.Pharmacist,
        PHARMACIST,
        staff_id="staff_id",
        name="name",
        start="start",
        stop="stop",
        is_locked="locked",
    )
    yield looks(
        m.Stockroom,
        STOCKROOM,
        department_id="dept_id",
        name="name",
        tel="tel",
        locked="locked",
        rmk="rmk",
    )
    yield looks(
        m.StockLevel,
        STOCKLVL,
        stockroom_id="stockroom_id",
        drug_pack_id="drug_pack_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
    )
    yield looks(
        m.StockMovement,
        STOCKMOV,
        stockroom_id="stockroom_id",
        drug_pack_id="drug_pack_id",
        happened_at="at",
        completed_at="done",
        status="status",
        amount="amt",
    )
    yield looks(
        m.Supplier,
        SUPPLIER,
        country_id="country_id",
        name="name",
        no="no",
        start="start",
        cap="cap",
        rmk="rmk",
    )
    yield looks(
        m.PurchaseOrder,
        PURORD,
        supplier_id="supplier_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        reason="reason",
        minutes="mins",
        amount="amt",
        reference="ref",
    )
    yield looks(
        m.PurchaseOrderLine,
        PURORDLN,
        purchase_order_id="pur_ord_id",
        drug_pack_id="drug_pack_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.GoodsReceipt,
        GOODSREC,
        purchase_order_id="pur_ord_id",
        happened_at="at",
        completed_at="done",
        status="status",
        reason="reason",
    )
    yield looks(
        m.Recall,
        RECALL,
        drug_pack_id="drug_pack_id",
        happened_at="at",
        amount="amt",
        value="value",
        ref="ref",
    )
    yield looks(m.BloodGroup, BLOODGRP, code="code", name="nm", is_active="act", sort_order="srt")
    yield looks(
        m.BloodUnit,
        BLOODUNIT,
        blood_group_id="blood_grp_id",
        name="name",
        town="town",
        phone="tel",
        locked="locked",
        price="price",
    )
    yield looks(
        m.Crossmatch,
        XMATCH,
        blood_unit_id="blood_unit_id",
        patient_id="patient_id",
        happened_at="at",
        completed_at="done",
        value="value",
        reference="ref",
    )
    yield looks(
        m.Transfusion,
        TRANSF,
        blood_unit_id="blood_unit_id",
        nurse_id="nurse_id",
        happened_at="at",
        completed_at="done",
        reason="reason",
        minutes="mins",
        amount="amt",
        is_cancelled="cancelled",
        created_at="created",
    )
    yield looks(
        m.Donor,
        DONOR,
        blood_group_id="blood_grp_id",
        name="name",
        email="email",
        locked="locked",
        rmk="rmk",
    )
    yield looks(
        m.Donation,
        DONATION,
        donor_id="donor_id",
        at="at",
        minutes="mins",
        reference="ref",
        created="created",
    )
    yield looks(
        m.Diet, DIET, code="code", nm="nm", description="descr", is_active="act", sort_order="srt"
    )
    yield looks(m.MealKind, MEALKIND, code="code", name="nm", descr="descr", srt="srt")
    yield looks(
        m.Meal,
        MEAL,
        meal_kind_id="meal_kind_id",
        diet_id="diet_id",
        name="name",
        town="town",
        stop="stop",
        is_locked="locked",
    )
    yield looks(
        m.MealOrder,
        MEALORD,
        meal_id="meal_id",
        patient_id="patient_id",
        happened_at="at",
        completed_at="done",
        status="status",
        reason="reason",
        amount="amt",
        value="value",
        reference="ref",
        created_at="created",
    )
    yield looks(
        m.Kitchen,
        KITCHEN,
        building_id="bldg_id",
        name="name",
        town="town",
        tel="tel",
        stop="stop",
        created_at="created",
    )
    yield looks(
        m.Allowance,
        ALLOWANCE,
        diet_id="diet_id",
        pos="pos",
        qty="qty",
        rmk="rmk",
        role="role",
        price="price",
    )
    yield looks(
        m.LaundryBag,
        LAUNDRYBAG,
        ward_id="ward_id",
        name="name",
        tel="tel",
        start="start",
        stop="stop",
        is_locked="locked",
        created_at="created",
    )
    yield looks(
        m.Cleaning,
        CLEANING,
        room_id="rm_id",
        at="at",
        status="status",
        value="value",
        is_cancelled="cancelled",
    )
    yield looks(
        m.WasteKind, WASTEKIND, code="code", nm="nm", descr="descr", is_active="act", srt="srt"
    )
    yield looks(
        m.WasteLog,
        WASTELOG,
        waste_kind_id="waste_kind_id",
        txt="txt",
        written_at="at",
        author="by",
        pages="pages",
    )
    yield looks(m.AssetKind, ASSETKIND, code="code", name="nm", act="act", sort_order="srt")
    yield looks(
        m.Asset,
        ASSET,
        asset_kind_id="asset_kind_id",
        department_id="dept_id",
        name="name",
        tel="tel",
        start="start",
        price="price",
    )
    yield looks(
        m.Maintenance,
        MAINT,
        asset_id="asset_id",
        happened_at="at",
        reason="reason",
        amount="amt",
        reference="ref",
    )
    yield looks(
        m.MaintenancePart,
        MAINTPART,
        maintenance_id="maint_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        is_done="done",
    )
    yield looks(
        m.Contract,
        CONTRACT,
        supplier_id="supplier_id",
        name="name",
        email="email",
        start="start",
        valid_until="stop",
        capacity="cap",
    )
    yield looks(
        m.Incident,
        INCIDENT,
        ward_id="ward_id",
        staff_id="staff_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        status="status",
        reason="reason",
        reference="ref",
        cancelled="cancelled",
    )
    yield looks(
        m.IncidentAction,
        INCIDENTACT,
        incident_id="incident_id",
        body="txt",
        written_at="at",
        author="by",
        pages="pages",
        signed_on="signed",
    )
    yield looks(
        m.Complaint,
        COMPLAINT,
        patient_id="patient_id",
        happened_at="at",
        completed_at="done",
        urgent="urgent",
        status="status",
        amt="amt",
        value="value",
        is_cancelled="cancelled",
    )
    yield looks(
        m.ComplaintReply,
        COMPLREPLY,
        complaint_id="complaint_id",
        body="txt",
        written_at="at",
        author="by",
        signed_on="signed",
    )
    yield looks(
        m.TariffGroup, TARIFFGRP, code="code", name="nm", description="descr", sort_order="srt"
    )
    yield looks(
        m.Tariff,
        TARIFF,
        tariff_group_id="tariff_grp_id",
        name="name",
        town="town",
        phone="tel",
        email="email",
        is_locked="locked",
        capacity="cap",
        price="price",
    )
    yield looks(
        m.Invoice,
        BILL,
        patient_id="patient_id",
        happened_at="at",
        is_urgent="urgent",
        reason="reason",
        minutes="mins",
        amount="amt",
        value="value",
    )
    yield looks(
        m.InvoiceLine,
        BILLLN,
        invoice_id="bill_id",
        tariff_id="tariff_id",
        position="pos",
        quantity="qty",
        remarks="rmk",
        role="role",
        price="price",
        is_done="done",
    )
    yield looks(
        m.Payment,
        PMT,
        invoice_id="bill_id",
        happened_at="at",
        completed_at="done",
        is_urgent="urgent",
        status="status",
        amount="amt",
        reference="ref",
        created_at="created",
    )
    yield looks(
        m.Dunning,
        DUNNING,
        invoice_id="bill_id",
        body="txt",
        at="at",
        by="by",
        pages="pages",
        signed_on="signed",
    )
    yield looks(
        m.ClaimFile,
        CLAIMFILE,
        insurer_id="insurer_id",
        name="name",
        phone="tel",
        start="start",
        stop="stop",
        rmk="rmk",
        created="created",
        price="price",
    )
    yield looks(
        m.Claim,
        CLAIM,
        claim_file_id="claim_file_id",
        invoice_id="bill_id",
        happened_at="at",
        value="value",
        created="created",
    )
    yield looks(
        m.ClaimRejection,
        CLAIMREJ,
        claim_id="claim_id",
        body="txt",
        written_at="at",
        author="by",
        pages="pages",
        signed_on="signed",
    )
    yield looks(
        m.Budget,
        BUDGET,
        cost_centre_id="cost_ctr_id",
        name="name",
        tel="tel",
        valid_from="start",
        price="price",
    )
    yield looks(
        m.Posting,
        POSTING,
        budget_id="budget_id",
        at="at",
        urgent="urgent",
        status="status",
        reason="reason",
        value="value",
    )
