from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(512, "en")

RGN = d.rows(
    6,
    lambda n: {
        "nm": d.town() + f" {n}",
        "cd": f"R{n:02}",
    },
)
DSTR = d.rows(
    20,
    lambda n: {
        "rgn_id": d.ref(RGN),
        "nm": d.town() + f" {n}",
        "pop": d.between(900, 90000),
    },
)
STRT = d.rows(
    60,
    lambda n: {
        "dstr_id": d.ref(DSTR),
        "nm": f"{d.last()} {n}",
    },
)
PROP = d.rows(
    150,
    lambda n: {
        "strt_id": d.ref(STRT),
        "hs_no": str(d.between(1, 200)),
        "pc": d.digits(5),
        "occ": d.chance(0.9),
    },
)
CUST = d.rows(
    140,
    lambda n: {
        "nm": d.name(),
        "eml": d.blank(d.mail(n)),
        "ph": d.blank(d.phone()),
        "dob": d.maybe(d.day(1940, 2000)),
        "vip": d.chance(0.1),
    },
)
ACCT = d.rows(
    140,
    lambda n: {
        "cust_id": d.ref(CUST),
        "prop_id": d.ref(PROP),
        "acct_no": f"{n:010}",
        "opn_dt": d.day(2005, 2024),
        "cls_dt": d.maybe(d.day(2020, 2025), 0.8),
        "bal": d.money(-500, 500),
    },
)
TRFTYP = d.rows(
    4,
    lambda n: {
        "nm": d.town() + f" {n}",
    },
)
TRF = d.rows(
    12,
    lambda n: {
        "trf_typ_id": d.ref(TRFTYP),
        "nm": d.last() + f" {n}",
        "rt": d.money(1, 4),
        "vld_frm": d.day(2018, 2020),
        "vld_to": d.maybe(d.day(2021, 2025)),
    },
)
MTRMDL = d.rows(
    10,
    lambda n: {
        "mfr": d.firm(),
        "mdl": f"M{n}",
        "dgts": d.between(4, 8),
    },
)
MTR = d.rows(
    150,
    lambda n: {
        "mtr_mdl_id": d.ref(MTRMDL),
        "prop_id": d.ref(PROP),
        "srl": f"S{n:08}",
        "inst_dt": d.day(2000, 2024),
        "rmv_dt": d.maybe(d.day(2020, 2025), 0.8),
        "smrt": d.chance(0.3),
    },
)
RDR = d.rows(
    12,
    lambda n: {
        "nm": d.name(),
        "emp_no": f"E{n:04}",
    },
)
RDG = d.rows(
    300,
    lambda n: {
        "mtr_id": d.ref(MTR),
        "rdr_id": d.maybe(d.ref(RDR)),
        "val": d.between(0, 99999),
        "rd_at": d.moment(2022, 2025),
        "est": d.chance(0.2),
    },
)
INV = d.rows(
    220,
    lambda n: {
        "acct_id": d.ref(ACCT),
        "inv_no": f"I{n:08}",
        "amt": d.money(10, 900),
        "iss_dt": d.day(2022, 2025),
        "due_dt": d.day(2022, 2025),
    },
)
INVLN = d.rows(
    300,
    lambda n: {
        "inv_id": d.ref(INV),
        "trf_id": d.ref(TRF),
        "qty": d.money(1, 90),
        "amt": d.money(1, 400),
        "dsc": d.blank(d.note()),
    },
)
PMT = d.rows(
    200,
    lambda n: {
        "acct_id": d.ref(ACCT),
        "amt": d.money(10, 900),
        "rcv_at": d.moment(2022, 2025),
        "ref": d.blank(d.digits(10)),
    },
)
DD = d.rows(
    80,
    lambda n: {
        "acct_id": d.ref(ACCT),
        "iban": d.digits(20),
        "sgn_dt": d.day(2015, 2025),
        "cncl_dt": d.maybe(d.day(2020, 2025), 0.7),
    },
)
RMDR = d.rows(
    60,
    lambda n: {
        "inv_id": d.ref(INV),
        "lvl": d.between(1, 3),
        "snt_at": d.moment(2023, 2025),
        "fee": d.money(0, 25),
    },
)
CMPL = d.rows(
    50,
    lambda n: {
        "cust_id": d.ref(CUST),
        "sbj": f"{d.last()} {n}",
        "txt": d.blank(d.note()),
        "rcv_dt": d.day(2022, 2025),
        "rslv_dt": d.maybe(d.day(2022, 2025)),
    },
)
AGT = d.rows(
    15,
    lambda n: {
        "nm": d.name(),
        "tm": d.pick(["north", "south"]),
    },
)
CL = d.rows(
    120,
    lambda n: {
        "agt_id": d.ref(AGT),
        "cust_id": d.maybe(d.ref(CUST)),
        "strt_at": d.moment(2024, 2025),
        "secs": d.between(10, 3000),
        "nts": d.blank(d.note()),
    },
)
SRC = d.rows(
    10,
    lambda n: {
        "nm": d.town() + f" {n}",
        "dpth": d.money(5, 200),
        "actv": d.chance(0.8),
    },
)
PLT = d.rows(
    6,
    lambda n: {
        "src_id": d.ref(SRC),
        "nm": d.town() + f" {n}",
        "cpty": d.between(500, 90000),
    },
)
PMP = d.rows(
    40,
    lambda n: {
        "plt_id": d.ref(PLT),
        "tag": f"P{n:03}",
        "kw": d.money(2, 90),
        "hrs": d.between(0, 90000),
    },
)
TNK = d.rows(
    20,
    lambda n: {
        "plt_id": d.ref(PLT),
        "lbl": f"T{n}",
        "vol": d.between(50, 9000),
        "lst_cln": d.maybe(d.day(2020, 2025)),
    },
)
PPMAT = d.rows(
    6,
    lambda n: {
        "nm": ["cast iron", "PVC", "PE", "steel", "lead", "concrete"][n - 1],
    },
)
PP = d.rows(
    120,
    lambda n: {
        "pp_mat_id": d.ref(PPMAT),
        "strt_id": d.ref(STRT),
        "dia": d.between(40, 900),
        "lng": d.money(5, 900),
        "ld_yr": d.maybe(d.between(1920, 2024)),
    },
)
VLV = d.rows(
    90,
    lambda n: {
        "pp_id": d.ref(PP),
        "opn": d.chance(0.8),
        "lst_chk": d.maybe(d.day(2018, 2025)),
    },
)
HYD = d.rows(
    70,
    lambda n: {
        "strt_id": d.ref(STRT),
        "no": n,
        "flw": d.between(100, 2000),
    },
)
BRST = d.rows(
    50,
    lambda n: {
        "pp_id": d.ref(PP),
        "rpt_at": d.moment(2022, 2025),
        "fxd_at": d.maybe(d.moment(2022, 2025)),
        "cst": d.money(100, 9000),
    },
)
CRW = d.rows(
    8,
    lambda n: {
        "nm": d.town() + f" {n}",
        "van": f"VN{n:03}",
    },
)
WRKR = d.rows(
    40,
    lambda n: {
        "crw_id": d.ref(CRW),
        "nm": d.name(),
        "hrd_dt": d.day(2000, 2025),
        "lft_dt": d.maybe(d.day(2015, 2025), 0.8),
    },
)
JOB = d.rows(
    110,
    lambda n: {
        "crw_id": d.ref(CRW),
        "brst_id": d.maybe(d.ref(BRST)),
        "prio": d.between(1, 4),
        "strt_at": d.maybe(d.moment(2023, 2025)),
        "end_at": d.maybe(d.moment(2023, 2025)),
    },
)
MATUSE = d.rows(
    120,
    lambda n: {
        "job_id": d.ref(JOB),
        "itm": d.pick(["clamp", "pipe", "seal"]),
        "qty": d.between(1, 20),
    },
)
SMP = d.rows(
    120,
    lambda n: {
        "src_id": d.ref(SRC),
        "tkn_at": d.moment(2023, 2025),
        "tmp": Decimal(d.between(40, 200)) / 10,
        "ok": d.chance(0.95),
    },
)
PRM = d.rows(
    15,
    lambda n: {
        "nm": d.last() + f" {n}",
        "unt": d.pick(["mg/l", "NTU"]),
        "mx": d.money(1, 50),
    },
)
RSLT = d.rows(
    300,
    lambda n: {
        "smp_id": d.ref(SMP),
        "prm_id": d.ref(PRM),
        "val": d.money(0, 60),
    },
)
PLNT = d.rows(
    20,
    lambda n: {
        "dstr_id": d.ref(DSTR),
        "trs": d.between(3, 90),
        "yr": d.between(2000, 2025),
    },
)
OTG = d.rows(
    40,
    lambda n: {
        "dstr_id": d.ref(DSTR),
        "frm": d.moment(2023, 2025),
        "tll": d.maybe(d.moment(2023, 2025)),
        "rsn": d.blank(d.note()),
    },
)
NTC = d.rows(
    40,
    lambda n: {
        "otg_id": d.ref(OTG),
        "chnl": d.pick(["sms", "mail", "radio"]),
        "txt": d.note(),
        "pub_at": d.moment(2023, 2025),
    },
)


def fill():
    from water import models as m

    store(m.Rgn, RGN)
    store(m.Dstr, DSTR)
    store(m.Strt, STRT)
    store(m.Prop, PROP)
    store(m.Cust, CUST)
    store(m.Acct, ACCT)
    store(m.TrfTyp, TRFTYP)
    store(m.Trf, TRF)
    store(m.MtrMdl, MTRMDL)
    store(m.Mtr, MTR)
    store(m.Rdr, RDR)
    store(m.Rdg, RDG)
    store(m.Inv, INV)
    store(m.InvLn, INVLN)
    store(m.Pmt, PMT)
    store(m.DD, DD)
    store(m.Rmdr, RMDR)
    store(m.Cmpl, CMPL)
    store(m.Agt, AGT)
    store(m.Cl, CL)
    store(m.Src, SRC)
    store(m.Plt, PLT)
    store(m.Pmp, PMP)
    store(m.Tnk, TNK)
    store(m.PpMat, PPMAT)
    store(m.Pp, PP)
    store(m.Vlv, VLV)
    store(m.Hyd, HYD)
    store(m.Brst, BRST)
    store(m.Crw, CRW)
    store(m.Wrkr, WRKR)
    store(m.Job, JOB)
    store(m.MatUse, MATUSE)
    store(m.Smp, SMP)
    store(m.Prm, PRM)
    store(m.Rslt, RSLT)
    store(m.Plnt, PLNT)
    store(m.Otg, OTG)
    store(m.Ntc, NTC)


def arrived():
    from water import models as m

    yield looks(m.Region, RGN, name="nm", code="cd")
    yield looks(m.District, DSTR, region_id="rgn_id", name="nm", population="pop")
    yield looks(m.Street, STRT, district_id="dstr_id", name="nm")
    yield looks(
        m.Property,
        PROP,
        street_id="strt_id",
        house_number="hs_no",
        postcode="pc",
        is_occupied="occ",
    )
    yield looks(
        m.Customer, CUST, name="nm", email="eml", phone="ph", born_on="dob", is_vulnerable="vip"
    )
    yield looks(
        m.Account,
        ACCT,
        customer_id="cust_id",
        property_id="prop_id",
        account_number="acct_no",
        opened_on="opn_dt",
        closed_on="cls_dt",
        balance="bal",
    )
    yield looks(m.TariffType, TRFTYP, name="nm")
    yield looks(
        m.Tariff,
        TRF,
        tariff_type_id="trf_typ_id",
        name="nm",
        rate="rt",
        valid_from="vld_frm",
        valid_to="vld_to",
    )
    yield looks(m.MeterModel, MTRMDL, manufacturer="mfr", model_name="mdl", digits="dgts")
    yield looks(
        m.Meter,
        MTR,
        meter_model_id="mtr_mdl_id",
        property_id="prop_id",
        serial_number="srl",
        installed_on="inst_dt",
        removed_on="rmv_dt",
        is_smart="smrt",
    )
    yield looks(m.Reader, RDR, name="nm", employee_number="emp_no")
    yield looks(
        m.Reading,
        RDG,
        meter_id="mtr_id",
        reader_id="rdr_id",
        value="val",
        read_at="rd_at",
        is_estimate="est",
    )
    yield looks(
        m.Invoice,
        INV,
        account_id="acct_id",
        invoice_number="inv_no",
        amount="amt",
        issued_on="iss_dt",
        due_on="due_dt",
    )
    yield looks(
        m.InvoiceLine,
        INVLN,
        invoice_id="inv_id",
        tariff_id="trf_id",
        quantity="qty",
        amount="amt",
        description="dsc",
    )
    yield looks(
        m.Payment, PMT, account_id="acct_id", amount="amt", received_at="rcv_at", reference="ref"
    )
    yield looks(
        m.DirectDebit,
        DD,
        account_id="acct_id",
        iban="iban",
        signed_on="sgn_dt",
        cancelled_on="cncl_dt",
    )
    yield looks(m.Reminder, RMDR, invoice_id="inv_id", level="lvl", sent_at="snt_at", fee="fee")
    yield looks(
        m.Complaint,
        CMPL,
        customer_id="cust_id",
        subject="sbj",
        body="txt",
        received_on="rcv_dt",
        resolved_on="rslv_dt",
    )
    yield looks(m.Agent, AGT, name="nm", team="tm")
    yield looks(
        m.Call,
        CL,
        agent_id="agt_id",
        customer_id="cust_id",
        started_at="strt_at",
        seconds="secs",
        notes="nts",
    )
    yield looks(m.WaterSource, SRC, name="nm", depth_m="dpth", is_active="actv")
    yield looks(m.Plant, PLT, water_source_id="src_id", name="nm", capacity="cpty")
    yield looks(m.Pump, PMP, plant_id="plt_id", tag="tag", power_kw="kw", running_hours="hrs")
    yield looks(
        m.Tank, TNK, plant_id="plt_id", label="lbl", volume="vol", last_cleaned_on="lst_cln"
    )
    yield looks(m.PipeMaterial, PPMAT, name="nm")
    yield looks(
        m.Pipe,
        PP,
        pipe_material_id="pp_mat_id",
        street_id="strt_id",
        diameter_mm="dia",
        length_m="lng",
        laid_in="ld_yr",
    )
    yield looks(m.Valve, VLV, pipe_id="pp_id", is_open="opn", last_checked_on="lst_chk")
    yield looks(m.Hydrant, HYD, street_id="strt_id", number="no", flow="flw")
    yield looks(
        m.Burst, BRST, pipe_id="pp_id", reported_at="rpt_at", repaired_at="fxd_at", cost="cst"
    )
    yield looks(m.Crew, CRW, name="nm", van="van")
    yield looks(m.Worker, WRKR, crew_id="crw_id", name="nm", hired_on="hrd_dt", left_on="lft_dt")
    yield looks(
        m.WorkOrder,
        JOB,
        crew_id="crw_id",
        burst_id="brst_id",
        priority="prio",
        started_at="strt_at",
        ended_at="end_at",
    )
    yield looks(m.MaterialUse, MATUSE, work_order_id="job_id", item="itm", quantity="qty")
    yield looks(
        m.Sample, SMP, water_source_id="src_id", taken_at="tkn_at", temperature="tmp", is_clean="ok"
    )
    yield looks(m.Parameter, PRM, name="nm", unit="unt", maximum="mx")
    yield looks(m.Result, RSLT, sample_id="smp_id", parameter_id="prm_id", value="val")
    yield looks(m.Planting, PLNT, district_id="dstr_id", trees="trs", year="yr")
    yield looks(m.Outage, OTG, district_id="dstr_id", begins_at="frm", ends_at="tll", reason="rsn")
    yield looks(
        m.Announcement, NTC, outage_id="otg_id", channel="chnl", text="txt", published_at="pub_at"
    )
