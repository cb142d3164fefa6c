from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(404, "en")

APT = d.rows(
    20,
    lambda n: {
        "iata": f"A{n:02}",
        "nm": d.town(),
        "tz": d.pick(["UTC", "Europe/Paris", "Asia/Tokyo"]),
        "elev": d.maybe(d.between(-10, 9000)),
    },
)
ACTYP = d.rows(
    8,
    lambda n: {
        "mfr": d.pick(["Airbus", "Boeing", "ATR"]),
        "mdl": f"M{n}",
        "rng_nm": d.between(700, 8000),
    },
)
ACFT = d.rows(
    25,
    lambda n: {
        "reg": f"G-{n:04}",
        "typ_id": d.ref(ACTYP),
        "dlvd": d.day(2001, 2024),
        "ret": d.maybe(d.day(2020, 2025), 0.8),
        "cap": d.between(40, 380),
    },
)
FLT = d.rows(
    90,
    lambda n: {
        "fltno": f"XX{d.between(1, 999)}",
        "orig_id": d.ref(APT),
        "dest_id": d.ref(APT),
        "ac_id": d.maybe(d.ref(ACFT), 0.1),
        "std": d.moment(2025, 2025),
        "atd": d.maybe(d.moment(2025, 2025)),
        "sta": d.moment(2025, 2025),
        "ata": d.maybe(d.moment(2025, 2025)),
        "cnx": d.chance(0.05),
    },
)
PAX = d.rows(
    120,
    lambda n: {
        "lnm": d.last(),
        "fnm": d.first(),
        "dob": d.maybe(d.day(1940, 2015)),
        "nat": d.blank(d.pick(["GB", "FR", "JP"])),
        "ppt": d.blank(d.digits(9)),
    },
)
BKG = d.rows(
    110,
    lambda n: {
        "pnr": f"P{n:05}",
        "pax_id": d.ref(PAX),
        "crtd": d.moment(2024, 2025),
        "ttl": d.money(20, 4000),
        "ccy": d.pick(["GBP", "EUR"]),
    },
)
SEG = d.rows(
    180,
    lambda n: {
        "bkg_id": d.ref(BKG),
        "flt_id": d.ref(FLT),
        "seat": d.blank(f"{d.between(1, 40)}{d.pick('ABCDEF')}"),
        "cls": d.pick("YCF"),
    },
)
BAG = d.rows(
    100,
    lambda n: {
        "seg_id": d.ref(SEG),
        "tagno": f"0{n:09}",
        "wt": Decimal(d.between(10, 320)) / 10,
    },
)
CRW = d.rows(
    40,
    lambda n: {
        "empno": f"{n:06}",
        "nm": d.name(),
        "rnk": d.pick(["CPT", "FO", "FA"]),
        "base_id": d.ref(APT),
    },
)
DTY = d.rows(
    150,
    lambda n: {
        "crw_id": d.ref(CRW),
        "flt_id": d.ref(FLT),
        "rptd": d.maybe(d.moment(2025, 2025)),
    },
)


def fill():
    from ops import models as m

    store(m.Apt, APT)
    store(m.Actyp, ACTYP)
    store(m.Acft, ACFT)
    store(m.Flt, FLT)
    store(m.Pax, PAX)
    store(m.Bkg, BKG)
    store(m.Seg, SEG)
    store(m.Bag, BAG)
    store(m.Crw, CRW)
    store(m.Dty, DTY)


def arrived():
    from ops import models as m

    yield looks(m.Airport, APT, iata_code="iata", name="nm", timezone="tz", elevation_feet="elev")
    yield looks(m.AircraftType, ACTYP, manufacturer="mfr", model="mdl", range_miles="rng_nm")
    yield looks(
        m.Aircraft,
        ACFT,
        registration="reg",
        aircraft_type_id="typ_id",
        delivered_on="dlvd",
        retired_on="ret",
        seat_capacity="cap",
    )
    yield looks(
        m.Flight,
        FLT,
        flight_number="fltno",
        origin_id="orig_id",
        destination_id="dest_id",
        aircraft_id="ac_id",
        scheduled_departure="std",
        actual_departure="atd",
        scheduled_arrival="sta",
        actual_arrival="ata",
        is_cancelled="cnx",
    )
    yield looks(
        m.Passenger,
        PAX,
        last_name="lnm",
        first_name="fnm",
        date_of_birth="dob",
        nationality="nat",
        passport_number="ppt",
    )
    yield looks(
        m.Booking,
        BKG,
        reference="pnr",
        lead_passenger_id="pax_id",
        created_at="crtd",
        total="ttl",
        currency="ccy",
    )
    yield looks(
        m.Segment,
        SEG,
        booking_id="bkg_id",
        flight_id="flt_id",
        seat_number="seat",
        cabin_class="cls",
    )
    yield looks(m.Bag, BAG, segment_id="seg_id", tag_number="tagno", weight_kg="wt")
    yield looks(
        m.CrewMember, CRW, employee_number="empno", name="nm", rank="rnk", home_base_id="base_id"
    )
    yield looks(m.Duty, DTY, crew_member_id="crw_id", flight_id="flt_id", reported_at="rptd")
