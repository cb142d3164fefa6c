from support.refactors.rows import Dice, looks, store

d = Dice(416, "en")

AREA = d.rows(6, lambda n: {"nm": d.town(), "alt_m": d.between(900, 2800)})
LIFT = d.rows(
    20,
    lambda n: {
        "area_id": d.ref(AREA),
        "nm": d.last() + f" {n}",
        "cap_ph": d.between(400, 3600),
        "blt": d.between(1965, 2022),
    },
)
LIFT_STOP = d.rows(
    60,
    lambda n: {
        "lift_id": d.ref(LIFT),
        "frm": d.moment(2024, 2025),
        "til": d.maybe(d.moment(2024, 2025), 0.1),
        "rsn": d.pick(["wind", "power", "guest fell"]),
    },
)
LIFT_CHECK = d.rows(
    50, lambda n: {"lift_id": d.ref(LIFT), "dt": d.day(2022, 2025), "res": d.pick(["ok", "defect"])}
)
RUN = d.rows(
    40,
    lambda n: {
        "area_id": d.ref(AREA),
        "nm": d.last() + f" {n}",
        "clr": d.pick(["blue", "red", "black"]),
        "len_m": d.between(300, 6000),
    },
)
SNOW_CAT = d.rows(9, lambda n: {"no": f"C{n:02}", "hrs": d.between(100, 9000)})
GROOM = d.rows(
    90,
    lambda n: {
        "run_id": d.ref(RUN),
        "cat_id": d.maybe(d.ref(SNOW_CAT), 0.1),
        "at": d.moment(2025, 2025),
    },
)
SNOW_GUN = d.rows(
    45, lambda n: {"run_id": d.ref(RUN), "ser": f"{n:04}" + d.digits(6), "kw": d.pick([12, 18, 22])}
)
WEATHER = d.rows(
    100,
    lambda n: {
        "area_id": d.ref(AREA),
        "at": d.moment(2025, 2025),
        "tmp": d.between(-20, 15),
        "snw_cm": d.maybe(d.between(0, 300), 0.1),
    },
)
PATROL = d.rows(14, lambda n: {"nm": d.name(), "lvl": d.between(1, 4)})
ACC = d.rows(
    50,
    lambda n: {
        "run_id": d.maybe(d.ref(RUN), 0.1),
        "ptrl_id": d.maybe(d.ref(PATROL), 0.2),
        "at": d.moment(2024, 2025),
        "inj": d.blank(d.pick(["knee", "wrist", "head"])),
        "hosp": d.chance(0.3),
    },
)
AVAL = d.rows(
    60,
    lambda n: {
        "area_id": d.ref(AREA),
        "dt": d.day(2024, 2025),
        "lvl": d.between(1, 5),
        "txt": d.blank(d.note()),
    },
)
BLAST = d.rows(
    40,
    lambda n: {
        "area_id": d.ref(AREA),
        "ptrl_id": d.ref(PATROL),
        "at": d.moment(2024, 2025),
        "kg": d.money(1, 9),
    },
)
SLED = d.rows(12, lambda n: {"no": f"R{n:02}", "lift_id": d.maybe(d.ref(LIFT), 0.4)})
CUST = d.rows(
    90,
    lambda n: {
        "fn": d.first(),
        "ln": d.last(),
        "dob": d.maybe(d.day(1940, 2018), 0.2),
        "em": d.blank(d.mail(n)),
        "nat": d.pick(["GB", "DE", "NL", "CH"]),
    },
)
PASS_TYPE = d.rows(
    10, lambda n: {"cd": f"P{n:02}", "descr": d.note(), "days": d.pick([1, 2, 6, 180])}
)
SEASON = d.rows(
    5, lambda n: {"nm": f"20{19 + n}/{20 + n}", "frm": d.day(2019, 2023), "til": d.day(2024, 2025)}
)
TARIFF = d.rows(
    40, lambda n: {"ptyp_id": d.ref(PASS_TYPE), "seas_id": d.ref(SEASON), "amt": d.money(30, 900)}
)
PASS = d.rows(
    140,
    lambda n: {
        "cust_id": d.maybe(d.ref(CUST), 0.1),
        "ptyp_id": d.ref(PASS_TYPE),
        "chip": f"{n:06}" + d.digits(10),
        "sold": d.moment(2023, 2025),
        "blkd": d.chance(0.05),
    },
)
GATE = d.rows(30, lambda n: {"lift_id": d.ref(LIFT), "no": d.between(1, 8)})
SCAN = d.rows(
    200, lambda n: {"pss_id": d.ref(PASS), "gate_id": d.ref(GATE), "at": d.moment(2025, 2025)}
)
REFUND = d.rows(
    20, lambda n: {"pss_id": d.ref(PASS), "amt": d.money(10, 300), "rsn": d.blank(d.note())}
)
KIOSK = d.rows(8, lambda n: {"nm": d.town(), "opn": d.chance(0.8)})
TEACH = d.rows(
    30, lambda n: {"nm": d.name(), "lic": d.blank(d.digits(8)), "lng": d.pick(["en", "de", "fr"])}
)
GRP = d.rows(
    40,
    lambda n: {
        "teach_id": d.ref(TEACH),
        "nm": d.pick(["Bambini", "Beginners", "Carving"]) + f" {n}",
        "max": d.between(4, 12),
        "frm": d.day(2024, 2025),
    },
)
GRP_MEM = d.rows(120, lambda n: {"grp_id": d.ref(GRP), "cust_id": d.ref(CUST), "pd": d.chance(0.8)})
MEDAL = d.rows(
    40,
    lambda n: {
        "mem_id": d.ref(GRP_MEM),
        "typ": d.pick(["gold", "silver", "bronze"]),
        "dt": d.day(2024, 2025),
    },
)
PRIV = d.rows(
    60,
    lambda n: {
        "teach_id": d.ref(TEACH),
        "cust_id": d.ref(CUST),
        "at": d.moment(2024, 2025),
        "mins": d.pick([60, 90, 120]),
    },
)
RACE = d.rows(
    12, lambda n: {"nm": d.town() + " Cup", "run_id": d.ref(RUN), "dt": d.day(2024, 2025)}
)
RACE_RES = d.rows(
    80,
    lambda n: {
        "race_id": d.ref(RACE),
        "cust_id": d.ref(CUST),
        "rnk": d.maybe(d.between(1, 40), 0.1),
        "secs": d.maybe(d.money(40, 120), 0.1),
    },
)
HUT = d.rows(
    8, lambda n: {"area_id": d.ref(AREA), "nm": d.last() + "alm", "seats": d.between(20, 300)}
)
DISH = d.rows(
    60,
    lambda n: {
        "hut_id": d.ref(HUT),
        "nm": d.pick(["Rösti", "Soup", "Goulash"]) + f" {n}",
        "prc": d.money(4, 40),
        "veg": d.chance(0.3),
    },
)
TBL = d.rows(70, lambda n: {"hut_id": d.ref(HUT), "no": d.between(1, 60), "otd": d.chance(0.4)})
BILL = d.rows(
    130,
    lambda n: {
        "tbl_id": d.ref(TBL),
        "at": d.moment(2025, 2025),
        "tip": d.maybe(d.money(1, 20), 0.4),
    },
)
BILL_POS = d.rows(
    220,
    lambda n: {
        "bill_id": d.ref(BILL),
        "dish_id": d.ref(DISH),
        "qty": d.between(1, 6),
        "prc": d.money(4, 40),
    },
)
SUPPL = d.rows(20, lambda n: {"nm": d.firm(), "tel": d.blank(d.phone())})
DELIV = d.rows(
    70,
    lambda n: {
        "suppl_id": d.ref(SUPPL),
        "hut_id": d.ref(HUT),
        "dt": d.day(2024, 2025),
        "inv_no": d.blank(d.digits(9)),
    },
)
WASTE = d.rows(
    40, lambda n: {"dish_id": d.ref(DISH), "qty": d.between(1, 20), "dt": d.day(2025, 2025)}
)
HOTEL = d.rows(
    6,
    lambda n: {
        "nm": "Hotel " + d.last(),
        "stars": d.maybe(d.between(2, 5), 0.1),
        "addr": d.street(),
    },
)
RM = d.rows(
    80,
    lambda n: {
        "htl_id": d.ref(HOTEL),
        "no": str(100 + n),
        "beds": d.between(1, 5),
        "blc": d.chance(0.5),
    },
)
RESV = d.rows(
    110,
    lambda n: {
        "rm_id": d.ref(RM),
        "cust_id": d.ref(CUST),
        "frm": d.day(2024, 2024),
        "til": d.day(2025, 2025),
        "cxl": d.maybe(d.moment(2024, 2025), 0.8),
    },
)
DEP = d.rows(
    60,
    lambda n: {
        "resv_id": d.ref(RESV),
        "amt": d.money(50, 500),
        "pd_at": d.maybe(d.moment(2024, 2025), 0.2),
    },
)
DEPT = d.rows(9, lambda n: {"nm": d.last(), "cc": f"{4000 + n}"})
EMP = d.rows(
    70,
    lambda n: {
        "pno": f"E{n:05}",
        "nm": d.name(),
        "dept_id": d.ref(DEPT),
        "hrd": d.day(2005, 2025),
        "left": d.maybe(d.day(2020, 2025), 0.7),
    },
)
CLEAN = d.rows(
    120, lambda n: {"rm_id": d.ref(RM), "dt": d.day(2025, 2025), "emp_id": d.maybe(d.ref(EMP), 0.2)}
)
SAUNA = d.rows(
    60,
    lambda n: {
        "htl_id": d.ref(HOTEL),
        "at": d.moment(2025, 2025),
        "cust_id": d.maybe(d.ref(CUST), 0.4),
    },
)
LOST_KEY = d.rows(
    15, lambda n: {"rm_id": d.ref(RM), "dt": d.day(2024, 2025), "fee": d.money(10, 40)}
)
SHIFT = d.rows(
    160,
    lambda n: {
        "emp_id": d.ref(EMP),
        "frm": d.moment(2025, 2025),
        "til": d.moment(2025, 2025),
        "brk_min": d.pick([0, 30, 45]),
    },
)
SICK = d.rows(
    50,
    lambda n: {
        "emp_id": d.ref(EMP),
        "frm": d.day(2024, 2025),
        "til": d.maybe(d.day(2024, 2025), 0.2),
    },
)
UNIFORM = d.rows(
    60, lambda n: {"emp_id": d.ref(EMP), "sz": d.pick(["S", "M", "L"]), "ret": d.chance(0.3)}
)
LODG = d.rows(20, lambda n: {"addr": d.street(), "beds": d.between(1, 6)})
LODG_EMP = d.rows(
    45, lambda n: {"lodg_id": d.ref(LODG), "emp_id": d.ref(EMP), "frm": d.day(2024, 2025)}
)
TRAIN = d.rows(15, lambda n: {"nm": d.note(), "hrs": d.pick([4, 8, 16]), "mand": d.chance(0.5)})
TRAIN_EMP = d.rows(
    90,
    lambda n: {
        "train_id": d.ref(TRAIN),
        "emp_id": d.ref(EMP),
        "dt": d.maybe(d.day(2022, 2025), 0.2),
    },
)


def fill():
    from resort import models as m

    store(m.Area, AREA)
    store(m.Lift, LIFT)
    store(m.LiftStop, LIFT_STOP)
    store(m.LiftCheck, LIFT_CHECK)
    store(m.Run, RUN)
    store(m.SnowCat, SNOW_CAT)
    store(m.Groom, GROOM)
    store(m.SnowGun, SNOW_GUN)
    store(m.Weather, WEATHER)
    store(m.Patrol, PATROL)
    store(m.Acc, ACC)
    store(m.Aval, AVAL)
    store(m.Blast, BLAST)
    store(m.Sled, SLED)
    store(m.Cust, CUST)
    store(m.PassType, PASS_TYPE)
    store(m.Season, SEASON)
    store(m.Tariff, TARIFF)
    store(m.Pass, PASS)
    store(m.Gate, GATE)
    store(m.Scan, SCAN)
    store(m.Refund, REFUND)
    store(m.Kiosk, KIOSK)
    store(m.Teach, TEACH)
    store(m.Grp, GRP)
    store(m.GrpMem, GRP_MEM)
    store(m.Medal, MEDAL)
    store(m.Priv, PRIV)
    store(m.Race, RACE)
    store(m.RaceRes, RACE_RES)
    store(m.Hut, HUT)
    store(m.Dish, DISH)
    store(m.Tbl, TBL)
    store(m.Bill, BILL)
    store(m.BillPos, BILL_POS)
    store(m.Suppl, SUPPL)
    store(m.Deliv, DELIV)
    store(m.Waste, WASTE)
    store(m.Hotel, HOTEL)
    store(m.Rm, RM)
    store(m.Resv, RESV)
    store(m.Dep, DEP)
    store(m.Dept, DEPT)
    store(m.Emp, EMP)
    store(m.Clean, CLEAN)
    store(m.Sauna, SAUNA)
    store(m.LostKey, LOST_KEY)
    store(m.Shift, SHIFT)
    store(m.Sick, SICK)
    store(m.Uniform, UNIFORM)
    store(m.Lodg, LODG)
    store(m.LodgEmp, LODG_EMP)
    store(m.Train, TRAIN)
    store(m.TrainEmp, TRAIN_EMP)


def arrived():
    from kitchen import models as kitchen
    from lifts import models as lifts
    from lodging import models as lodging
    from passes import models as passes
    from safety import models as safety
    from skischool import models as skischool
    from staff import models as staff

    yield looks(lifts.Sector, AREA, name="nm", altitude_m="alt_m")
    yield looks(
        lifts.Ropeway,
        LIFT,
        sector_id="area_id",
        name="nm",
        capacity_per_hour="cap_ph",
        built_in="blt",
    )
    yield looks(
        lifts.Stoppage,
        LIFT_STOP,
        ropeway_id="lift_id",
        began_at="frm",
        ended_at="til",
        reason="rsn",
    )
    yield looks(lifts.Inspection, LIFT_CHECK, ropeway_id="lift_id", inspected_on="dt", result="res")
    yield looks(
        lifts.Piste, RUN, sector_id="area_id", name="nm", difficulty="clr", length_m="len_m"
    )
    yield looks(lifts.SnowGroomer, SNOW_CAT, number="no", engine_hours="hrs")
    yield looks(lifts.Grooming, GROOM, piste_id="run_id", snow_groomer_id="cat_id", groomed_at="at")
    yield looks(lifts.SnowGun, SNOW_GUN, piste_id="run_id", serial_number="ser", power_kw="kw")
    yield looks(
        lifts.WeatherReading,
        WEATHER,
        sector_id="area_id",
        measured_at="at",
        temperature="tmp",
        snow_depth_cm="snw_cm",
    )
    yield looks(safety.Patroller, PATROL, full_name="nm", grade="lvl")
    yield looks(
        safety.Accident,
        ACC,
        piste_id="run_id",
        patroller_id="ptrl_id",
        happened_at="at",
        injury="inj",
        taken_to_hospital="hosp",
    )
    yield looks(
        safety.AvalancheBulletin,
        AVAL,
        sector_id="area_id",
        valid_on="dt",
        danger_level="lvl",
        text="txt",
    )
    yield looks(
        safety.Blasting,
        BLAST,
        sector_id="area_id",
        patroller_id="ptrl_id",
        fired_at="at",
        charge_kg="kg",
    )
    yield looks(safety.RescueSled, SLED, number="no", kept_at_id="lift_id")
    yield looks(
        passes.Guest,
        CUST,
        first_name="fn",
        last_name="ln",
        birth_date="dob",
        email="em",
        nationality="nat",
    )
    yield looks(passes.PassKind, PASS_TYPE, code="cd", description="descr", valid_days="days")
    yield looks(passes.Season, SEASON, name="nm", begins_on="frm", ends_on="til")
    yield looks(passes.Price, TARIFF, pass_kind_id="ptyp_id", season_id="seas_id", amount="amt")
    yield looks(
        passes.SkiPass,
        PASS,
        guest_id="cust_id",
        pass_kind_id="ptyp_id",
        chip_number="chip",
        sold_at="sold",
        is_blocked="blkd",
    )
    yield looks(passes.Turnstile, GATE, ropeway_id="lift_id", number="no")
    yield looks(passes.Entry, SCAN, ski_pass_id="pss_id", turnstile_id="gate_id", entered_at="at")
    yield looks(passes.Refund, REFUND, ski_pass_id="pss_id", amount="amt", reason="rsn")
    yield looks(passes.SalesPoint, KIOSK, name="nm", is_open="opn")
    yield looks(skischool.Instructor, TEACH, full_name="nm", licence_number="lic", languages="lng")
    yield looks(
        skischool.Course, GRP, instructor_id="teach_id", title="nm", places="max", begins_on="frm"
    )
    yield looks(skischool.Enrolment, GRP_MEM, course_id="grp_id", guest_id="cust_id", is_paid="pd")
    yield looks(skischool.Award, MEDAL, enrolment_id="mem_id", kind="typ", awarded_on="dt")
    yield looks(
        skischool.PrivateLesson,
        PRIV,
        instructor_id="teach_id",
        guest_id="cust_id",
        starts_at="at",
        minutes="mins",
    )
    yield looks(skischool.Race, RACE, name="nm", piste_id="run_id", held_on="dt")
    yield looks(
        skischool.RaceResult,
        RACE_RES,
        race_id="race_id",
        guest_id="cust_id",
        rank="rnk",
        seconds="secs",
    )
    yield looks(kitchen.Restaurant, HUT, sector_id="area_id", name="nm", seats="seats")
    yield looks(
        kitchen.Dish, DISH, restaurant_id="hut_id", name="nm", price="prc", is_vegetarian="veg"
    )
    yield looks(kitchen.DiningTable, TBL, restaurant_id="hut_id", number="no", is_outdoors="otd")
    yield looks(kitchen.Bill, BILL, dining_table_id="tbl_id", issued_at="at", tip="tip")
    yield looks(
        kitchen.BillLine,
        BILL_POS,
        bill_id="bill_id",
        dish_id="dish_id",
        quantity="qty",
        price="prc",
    )
    yield looks(kitchen.Supplier, SUPPL, name="nm", phone="tel")
    yield looks(
        kitchen.Delivery,
        DELIV,
        supplier_id="suppl_id",
        restaurant_id="hut_id",
        arrived_on="dt",
        invoice_number="inv_no",
    )
    yield looks(kitchen.Waste, WASTE, dish_id="dish_id", portions="qty", thrown_on="dt")
    yield looks(lodging.Hotel, HOTEL, name="nm", stars="stars", address="addr")
    yield looks(lodging.Room, RM, hotel_id="htl_id", number="no", beds="beds", has_balcony="blc")
    yield looks(
        lodging.Booking,
        RESV,
        room_id="rm_id",
        guest_id="cust_id",
        arrives_on="frm",
        leaves_on="til",
        cancelled_at="cxl",
    )
    yield looks(lodging.Deposit, DEP, booking_id="resv_id", amount="amt", paid_at="pd_at")
    yield looks(staff.Department, DEPT, name="nm", cost_centre="cc")
    yield looks(
        staff.Employee,
        EMP,
        personnel_number="pno",
        full_name="nm",
        department_id="dept_id",
        hired_on="hrd",
        left_on="left",
    )
    yield looks(lodging.Cleaning, CLEAN, room_id="rm_id", done_on="dt", cleaner_id="emp_id")
    yield looks(lodging.SpaSlot, SAUNA, hotel_id="htl_id", starts_at="at", guest_id="cust_id")
    yield looks(lodging.LostKey, LOST_KEY, room_id="rm_id", lost_on="dt", fee="fee")
    yield looks(
        staff.Shift,
        SHIFT,
        employee_id="emp_id",
        starts_at="frm",
        ends_at="til",
        break_minutes="brk_min",
    )
    yield looks(staff.Absence, SICK, employee_id="emp_id", first_day="frm", last_day="til")
    yield looks(staff.Uniform, UNIFORM, employee_id="emp_id", size="sz", was_returned="ret")
    yield looks(staff.StaffFlat, LODG, address="addr", beds="beds")
    yield looks(
        staff.Tenancy, LODG_EMP, staff_flat_id="lodg_id", employee_id="emp_id", moved_in_on="frm"
    )
    yield looks(staff.Training, TRAIN, title="nm", hours="hrs", is_mandatory="mand")
    yield looks(
        staff.TrainingRecord,
        TRAIN_EMP,
        training_id="train_id",
        employee_id="emp_id",
        completed_on="dt",
    )
