from support.refactors.rows import Dice, looks, store

d = Dice(409, "en")

CUST = d.rows(
    20, lambda n: {"cst_id": n, "cst_nm": d.firm(), "cst_city": d.town(), "cst_vip": d.chance(0.2)}
)
BLDG = d.rows(
    45,
    lambda n: {
        "bld_id": n,
        "cst_id": d.ref(CUST),
        "bld_addr": d.street(),
        "bld_flrs": d.between(2, 30),
    },
)
LIFT = d.rows(
    80,
    lambda n: {
        "lft_id": n,
        "bldg_id": d.ref(BLDG),
        "lft_serno": f"{n:05}" + d.digits(5),
        "lft_inst_dt": d.maybe(d.day(1980, 2024), 0.1),
        "lft_spec": {
            "load_kg": d.pick([320, 630, 1000]),
            "speed": d.quarters(1, 4),
            "hydraulic": d.chance(0.3),
            "maker": d.last(),
        },
    },
)
TECH = d.rows(15, lambda n: {"tch_id": n, "tch_nm": d.name(), "tch_tel": d.blank(d.phone())})
VISIT = d.rows(
    160,
    lambda n: {
        "vst_id": n,
        "lift_id": d.ref(LIFT),
        "tech_id": d.maybe(d.ref(TECH), 0.1),
        "vst_dt": d.day(2022, 2025),
        "vst_hrs": d.money(1, 9),
        "vst_rmk": d.blank(d.note()),
    },
)
TRAP = d.rows(
    30,
    lambda n: {
        "trp_id": n,
        "lift_id": d.ref(LIFT),
        "trp_call_ts": d.moment(2022, 2025),
        "trp_free_ts": d.maybe(d.moment(2022, 2025), 0.1),
        "trp_pers": d.between(1, 6),
    },
)


def fill():
    from maint import models as m

    store(m.Cust, CUST)
    store(m.Bldg, BLDG)
    store(m.Lift, LIFT)
    store(m.Tech, TECH)
    store(m.Visit, VISIT)
    store(m.Trap, TRAP)


def arrived():
    from lifts import models as m

    yield looks(m.Client, CUST, name="cst_nm", city="cst_city", is_key_account="cst_vip")
    yield looks(m.Building, BLDG, client_id="cst_id", address="bld_addr", floors="bld_flrs")
    yield looks(
        m.Lift,
        LIFT,
        building_id="bldg_id",
        serial_number="lft_serno",
        installed_on="lft_inst_dt",
        load_kg=lambda r: r["lft_spec"]["load_kg"],
        speed=lambda r: r["lft_spec"]["speed"],
        hydraulic=lambda r: r["lft_spec"]["hydraulic"],
        maker=lambda r: r["lft_spec"]["maker"],
    )
    yield looks(m.Technician, TECH, name="tch_nm", phone="tch_tel")
    yield looks(
        m.ServiceVisit,
        VISIT,
        lift_id="lift_id",
        technician_id="tech_id",
        visited_on="vst_dt",
        hours="vst_hrs",
        remarks="vst_rmk",
    )
    yield looks(
        m.Entrapment,
        TRAP,
        lift_id="lift_id",
        called_at="trp_call_ts",
        freed_at="trp_free_ts",
        persons="trp_pers",
    )
