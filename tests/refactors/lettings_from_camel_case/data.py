from support.refactors.rows import Dice, looks, store

d = Dice(112, "en")

LANDLORD = d.rows(
    20,
    lambda n: {
        "fullName": d.name(),
        "bankAcctNo": d.blank(d.digits(8), 0.2),
        "sortCode": d.blank("20-" + d.digits(2) + "-" + d.digits(2), 0.2),
        "isOverseas": d.chance(0.2),
    },
)
BLDG = d.rows(
    25,
    lambda n: {
        "bldgName": d.blank(d.last() + " House"),
        "addrLine": d.street(),
        "townName": d.town(),
        "postCode": "LS" + d.digits(2),
        "builtYear": d.maybe(d.between(1850, 2020), 0.2),
        "landlord_id": d.ref(LANDLORD),
    },
)
UNIT = d.rows(
    60,
    lambda n: {
        "bldg_id": d.ref(BLDG),
        "doorNo": f"{n}{d.pick(['', 'A', 'B'])}",
        "noOfBeds": d.between(0, 5),
        "floorNo": d.between(-1, 9),
        "epcRating": d.blank(d.pick("ABCDEFG"), 0.1),
        "petsOk": d.chance(0.3),
        "weeklyRent": d.money(80, 900),
    },
)
TNT = d.rows(
    70,
    lambda n: {
        "foreName": d.first(),
        "surName": d.last(),
        "mobileNo": d.blank(d.phone(), 0.2),
        "eMailAddr": d.blank(d.mail(n), 0.2),
        "refChecked": d.chance(0.8),
    },
)
TENANCY = d.rows(
    70,
    lambda n: {
        "unit_id": d.ref(UNIT),
        "leadTnt_id": d.ref(TNT),
        "startDate": d.day(2018, 2025),
        "endDate": d.maybe(d.day(2020, 2025), 0.6),
        "depositAmt": d.money(200, 3000),
        "rentFreq": d.pick("WM"),
    },
)
RENTPMT = d.rows(
    150,
    lambda n: {
        "tenancy_id": d.ref(TENANCY),
        "recvdOn": d.day(2022, 2025),
        "pmtAmt": d.money(80, 2000),
        "pmtRef": d.blank(d.pick(["STO", "CASH", "BACS"]) + d.digits(6), 0.2),
    },
)
INSP = d.rows(
    50,
    lambda n: {
        "unit_id": d.ref(UNIT),
        "inspDate": d.day(2022, 2025),
        "inspBy": d.name(),
        "findings": d.blank(d.note(), 0.3),
        "nextDue": d.maybe(d.day(2026, 2027), 0.3),
    },
)


def fill():
    from rental import models as m

    store(m.Landlord, LANDLORD)
    store(m.Bldg, BLDG)
    store(m.Unit, UNIT)
    store(m.Tnt, TNT)
    store(m.Tenancy, TENANCY)
    store(m.RentPmt, RENTPMT)
    store(m.Insp, INSP)


def arrived():
    from lettings import models as m

    yield looks(
        m.Landlord,
        LANDLORD,
        name="fullName",
        account_number="bankAcctNo",
        sort_code="sortCode",
        lives_abroad="isOverseas",
    )
    yield looks(
        m.Building,
        BLDG,
        name="bldgName",
        street="addrLine",
        town="townName",
        postcode="postCode",
        year_built="builtYear",
        landlord_id="landlord_id",
    )
    yield looks(
        m.Dwelling,
        UNIT,
        building_id="bldg_id",
        door="doorNo",
        bedrooms="noOfBeds",
        storey="floorNo",
        energy_rating="epcRating",
        pets_allowed="petsOk",
        rent_per_week="weeklyRent",
    )
    yield looks(
        m.Tenant,
        TNT,
        first_name="foreName",
        last_name="surName",
        mobile="mobileNo",
        email="eMailAddr",
        references_checked="refChecked",
    )
    yield looks(
        m.Tenancy,
        TENANCY,
        dwelling_id="unit_id",
        main_tenant_id="leadTnt_id",
        begins_on="startDate",
        vacated_on="endDate",
        deposit="depositAmt",
        rent_period="rentFreq",
    )
    yield looks(
        m.Payment,
        RENTPMT,
        tenancy_id="tenancy_id",
        received_on="recvdOn",
        amount="pmtAmt",
        reference="pmtRef",
    )
    yield looks(
        m.Inspection,
        INSP,
        dwelling_id="unit_id",
        inspected_on="inspDate",
        inspector="inspBy",
        findings="findings",
        next_due_on="nextDue",
    )
