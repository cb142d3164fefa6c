from datetime import time, timedelta

from support.refactors.rows import Dice, looks, store

d = Dice(109, "ja")

BUSHO = d.rows(
    8,
    lambda n: {
        "mei": d.pick(["総務部", "Eigyō-bu", "開発部", "Keiri-bu"]) + f" {n}",
        "joui_id": d.earlier(n, 0.5),
    },
)
YAKUSHOKU = d.rows(
    7,
    lambda n: {
        "mei": ["社長", "Buchō", "課長", "Kakarichō", "主任", "Shain", "見習い"][n - 1],
        "toukyu": n,
    },
)
SHAIN = d.rows(
    60,
    lambda n: {
        "shain_bangou": f"S{n:05}",
        "sei": d.last(),
        "mei": d.first(),
        "seinengappi": d.day(1960, 2003),
        "nyusha_bi": d.day(1995, 2025),
        "taisha_bi": d.maybe(d.day(2020, 2025), 0.8),
        "busho_id": d.ref(BUSHO),
        "yakushoku_id": d.maybe(d.ref(YAKUSHOKU), 0.1),
    },
)
KOUZA = d.rows(
    60,
    lambda n: {
        "shain_id": n,
        "ginkou": d.pick(["みずほ", "MUFG", "ゆうちょ", "SMBC"]),
        "shiten": d.digits(3),
        "bangou": d.digits(7),
    },
)
KYUYO = d.rows(
    120,
    lambda n: {
        "shain_id": d.ref(SHAIN),
        "tsuki": d.day(2024, 2025).replace(day=1),
        "kihonkyu": d.between(180, 600) * 1000,
        "teate": d.between(0, 80) * 1000,
        "koujo": d.between(20, 150) * 500,
        "shiharai_zumi": d.chance(0.9),
    },
)
KINTAI = d.rows(
    150,
    lambda n: {
        "shain_id": d.ref(SHAIN),
        "hi": d.day(2025, 2025),
        "shussha": d.maybe(time(d.between(7, 10), d.pick([0, 15, 30])), 0.1),
        "taisha": d.maybe(time(d.between(16, 21), d.pick([0, 15, 30])), 0.15),
        "zangyo": d.maybe(d.between(0, 180), 0.3),
        "yukyu": d.chance(0.1),
    },
)


def fill():
    from jinji import models as m

    store(m.Busho, BUSHO)
    store(m.Yakushoku, YAKUSHOKU)
    store(m.Shain, SHAIN)
    store(m.Kouza, KOUZA)
    store(m.Kyuyo, KYUYO)
    store(m.Kintai, KINTAI)


def arrived():
    from payroll import models as m

    yield looks(m.Department, BUSHO, name="mei", parent_id="joui_id")
    yield looks(m.Position, YAKUSHOKU, title="mei", rank="toukyu")
    yield looks(
        m.Employee,
        SHAIN,
        employee_number="shain_bangou",
        family_name="sei",
        given_name="mei",
        birth_date="seinengappi",
        joined_on="nyusha_bi",
        left_on="taisha_bi",
        department_id="busho_id",
        position_id="yakushoku_id",
    )
    yield looks(
        m.BankAccount,
        KOUZA,
        employee_id="shain_id",
        bank_name="ginkou",
        branch_code="shiten",
        account_number="bangou",
    )
    yield looks(
        m.Payslip,
        KYUYO,
        employee_id="shain_id",
        month="tsuki",
        base_pay="kihonkyu",
        allowances="teate",
        deductions="koujo",
        is_paid="shiharai_zumi",
    )
    yield looks(
        m.Attendance,
        KINTAI,
        employee_id="shain_id",
        day="hi",
        clock_in="shussha",
        clock_out="taisha",
        overtime=lambda r: None if r["zangyo"] is None else timedelta(minutes=r["zangyo"]),
        is_paid_leave="yukyu",
    )
