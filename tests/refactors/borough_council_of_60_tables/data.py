from support.refactors.rows import Dice, looks, store

d = Dice(510, "en")

WARD = d.rows(
    27,
    lambda n: {
        "till": d.maybe(d.day(2016, 2025)),
        "paid": d.chance(0.7),
        "at": d.moment(2021, 2025),
        "town": d.town(),
        "year": d.between(1990, 2025),
    },
)
COUNCILLOR = d.rows(
    19,
    lambda n: {
        "ward_id": d.ref(WARD),
        "title": d.note(),
        "paid": d.chance(0.7),
        "phone": d.blank(d.phone()),
        "prio": d.between(1, 5),
    },
)
COMMITTEE = d.rows(
    17,
    lambda n: {
        "since": d.day(2016, 2025),
        "year": d.between(1990, 2025),
        "rate": d.maybe(d.money(1, 900)),
    },
)
MEETING = d.rows(
    25,
    lambda n: {
        "committee_id": d.ref(COMMITTEE),
        "till": d.maybe(d.day(2016, 2025)),
        "paid": d.chance(0.7),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
AGENDA_ITEM = d.rows(
    20,
    lambda n: {
        "meeting_id": d.ref(MEETING),
        "area_m2": d.between(1, 90000),
        "town": d.town(),
        "is_open": d.chance(0.7),
    },
)
MOTION = d.rows(
    13,
    lambda n: {
        "agendaitem_id": d.ref(AGENDA_ITEM),
        "councillor_id": d.ref(COUNCILLOR),
        "rem": d.blank(d.note()),
        "tel": d.blank(d.phone()),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
VOTE = d.rows(
    18,
    lambda n: {
        "motion_id": d.ref(MOTION),
        "councillor_id": d.ref(COUNCILLOR),
        "no": d.digits(8),
        "size": d.between(1, 90000),
        "address": d.street(),
        "open": d.chance(0.7),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
MINUTE = d.rows(
    34,
    lambda n: {
        "meeting_id": d.ref(MEETING),
        "title": d.note(),
        "mail": d.blank(d.mail(n)),
        "qty": d.between(1, 60),
    },
)
STREET = d.rows(
    14,
    lambda n: {
        "ward_id": d.ref(WARD),
        "year": d.between(1990, 2025),
        "prio": d.between(1, 5),
        "score": d.maybe(d.between(1, 60)),
    },
)
PARCEL = d.rows(
    19,
    lambda n: {
        "street_id": d.ref(STREET),
        "till": d.maybe(d.day(2016, 2025)),
        "mail": d.blank(d.mail(n)),
        "city": d.town(),
        "born": d.day(2016, 2025),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
BUILDING = d.rows(
    8,
    lambda n: {
        "parcel_id": d.ref(PARCEL),
        "recorded_at": d.moment(2021, 2025),
        "size": d.between(1, 90000),
        "town": d.town(),
        "lat": d.quarters(40, 60),
        "score": d.maybe(d.between(1, 60)),
    },
)
PERMIT = d.rows(
    30,
    lambda n: {
        "building_id": d.ref(BUILDING),
        "title": d.note(),
        "rem": d.blank(d.note()),
        "tel": d.blank(d.phone()),
        "city": d.town(),
        "score": d.maybe(d.between(1, 60)),
    },
)
INSPECTOR = d.rows(
    23,
    lambda n: {
        "nm": d.name(),
        "street": d.street(),
        "qty": d.between(1, 60),
    },
)
INSPECTION = d.rows(
    23,
    lambda n: {
        "building_id": d.ref(BUILDING),
        "inspector_id": d.ref(INSPECTOR),
        "amt": d.money(1, 900),
        "phone": d.blank(d.phone()),
        "mail": d.blank(d.mail(n)),
        "qty": d.between(1, 60),
        "year": d.between(1990, 2025),
        "prio": d.between(1, 5),
    },
)
DEFECT = d.rows(
    18,
    lambda n: {
        "inspection_id": d.ref(INSPECTION),
        "phone": d.blank(d.phone()),
        "mail": d.blank(d.mail(n)),
        "rate": d.maybe(d.money(1, 900)),
    },
)
REPAIR = d.rows(
    23,
    lambda n: {
        "defect_id": d.ref(DEFECT),
        "title": d.note(),
        "till": d.maybe(d.day(2016, 2025)),
        "city": d.town(),
        "lat": d.quarters(40, 60),
    },
)
PARK = d.rows(
    16,
    lambda n: {
        "ward_id": d.ref(WARD),
        "rem": d.blank(d.note()),
        "at": d.moment(2021, 2025),
        "street": d.street(),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
TREE = d.rows(
    12,
    lambda n: {
        "park_id": d.ref(PARK),
        "nm": d.name(),
        "since": d.day(2016, 2025),
        "paid": d.chance(0.7),
        "at": d.moment(2021, 2025),
        "mail": d.blank(d.mail(n)),
        "rate": d.maybe(d.money(1, 900)),
    },
)
BENCH = d.rows(
    13,
    lambda n: {
        "park_id": d.ref(PARK),
        "town": d.town(),
        "qty": d.between(1, 60),
        "born_on": d.day(2016, 2025),
    },
)
PLAYGROUND = d.rows(
    9,
    lambda n: {
        "park_id": d.ref(PARK),
        "rem": d.blank(d.note()),
        "year": d.between(1990, 2025),
        "score": d.maybe(d.between(1, 60)),
    },
)
LAMP = d.rows(
    19,
    lambda n: {
        "street_id": d.ref(STREET),
        "qty": d.between(1, 60),
        "rate": d.maybe(d.money(1, 900)),
    },
)
OUTAGE = d.rows(
    37,
    lambda n: {
        "lamp_id": d.ref(LAMP),
        "kind": d.pick(["new", "old", "mixed"]),
        "prio": d.between(1, 5),
        "born_on": d.day(2016, 2025),
        "done": d.maybe(d.moment(2021, 2025)),
        "score": d.maybe(d.between(1, 60)),
    },
)
LORRY = d.rows(
    10,
    lambda n: {
        "no": d.digits(8),
        "street": d.street(),
        "open": d.chance(0.7),
        "year": d.between(1990, 2025),
        "born": d.day(2016, 2025),
        "lat": d.quarters(40, 60),
    },
)
ROUND = d.rows(
    30,
    lambda n: {
        "lorry_id": d.ref(LORRY),
        "no": d.digits(8),
        "amount": d.money(1, 900),
        "size": d.between(1, 90000),
    },
)
BIN = d.rows(
    14,
    lambda n: {
        "street_id": d.ref(STREET),
        "round_id": d.ref(ROUND),
        "nm": d.name(),
        "since": d.day(2016, 2025),
        "amount": d.money(1, 900),
        "done": d.maybe(d.moment(2021, 2025)),
        "latitude": d.quarters(40, 60),
    },
)
DRIVER = d.rows(
    24,
    lambda n: {
        "lorry_id": d.ref(LORRY),
        "kind": d.pick(["new", "old", "mixed"]),
        "rate": d.maybe(d.money(1, 900)),
        "prio": d.between(1, 5),
    },
)
FUEL = d.rows(
    8,
    lambda n: {
        "lorry_id": d.ref(LORRY),
        "driver_id": d.ref(DRIVER),
        "street": d.street(),
        "town": d.town(),
        "qty": d.between(1, 60),
    },
)
WORKSHOP = d.rows(
    8,
    lambda n: {
        "title": d.note(),
        "since": d.day(2016, 2025),
        "size": d.between(1, 90000),
        "open": d.chance(0.7),
        "born": d.day(2016, 2025),
    },
)
JOB = d.rows(
    8,
    lambda n: {
        "workshop_id": d.ref(WORKSHOP),
        "lorry_id": d.ref(LORRY),
        "size": d.between(1, 90000),
        "town": d.town(),
        "quantity": d.between(1, 60),
    },
)
PART = d.rows(
    19,
    lambda n: {
        "job_id": d.ref(JOB),
        "till": d.maybe(d.day(2016, 2025)),
        "mail": d.blank(d.mail(n)),
        "qty": d.between(1, 60),
    },
)
HOUSEHOLD = d.rows(
    9,
    lambda n: {
        "street_id": d.ref(STREET),
        "since": d.day(2016, 2025),
        "recorded_at": d.moment(2021, 2025),
        "kind": d.pick(["new", "old", "mixed"]),
        "mail": d.blank(d.mail(n)),
        "town": d.town(),
    },
)
RESIDENT = d.rows(
    30,
    lambda n: {
        "household_id": d.ref(HOUSEHOLD),
        "nm": d.name(),
        "size": d.between(1, 90000),
        "tel": d.blank(d.phone()),
        "quantity": d.between(1, 60),
        "born": d.day(2016, 2025),
    },
)
MOVE = d.rows(
    34,
    lambda n: {
        "resident_id": d.ref(RESIDENT),
        "nm": d.name(),
        "born": d.day(2016, 2025),
        "lat": d.quarters(40, 60),
    },
)
BIRTH = d.rows(
    9,
    lambda n: {
        "resident_id": d.ref(RESIDENT),
        "till": d.maybe(d.day(2016, 2025)),
        "amt": d.money(1, 900),
        "is_open": d.chance(0.7),
        "quantity": d.between(1, 60),
    },
)
MARRIAGE = d.rows(
    29,
    lambda n: {
        "resident_id": d.ref(RESIDENT),
        "amt": d.money(1, 900),
        "at": d.moment(2021, 2025),
        "town": d.town(),
        "latitude": d.quarters(40, 60),
    },
)
DOG = d.rows(
    26,
    lambda n: {
        "resident_id": d.ref(RESIDENT),
        "valid_from": d.day(2016, 2025),
        "tel": d.blank(d.phone()),
        "town": d.town(),
        "open": d.chance(0.7),
        "born": d.day(2016, 2025),
    },
)
FEE = d.rows(
    21,
    lambda n: {
        "title": d.note(),
        "rem": d.blank(d.note()),
        "kind": d.pick(["new", "old", "mixed"]),
        "street": d.street(),
        "open": d.chance(0.7),
        "rate": d.maybe(d.money(1, 900)),
    },
)
DOG_TAX = d.rows(
    25,
    lambda n: {
        "dog_id": d.ref(DOG),
        "fee_id": d.ref(FEE),
        "kind": d.pick(["new", "old", "mixed"]),
        "town": d.town(),
        "is_open": d.chance(0.7),
    },
)
PASSPORT = d.rows(
    21,
    lambda n: {
        "resident_id": d.ref(RESIDENT),
        "paid": d.chance(0.7),
        "at": d.moment(2021, 2025),
        "size": d.between(1, 90000),
        "lat": d.quarters(40, 60),
        "score": d.maybe(d.between(1, 60)),
    },
)
BILL = d.rows(
    24,
    lambda n: {
        "resident_id": d.ref(RESIDENT),
        "fee_id": d.ref(FEE),
        "length_m": d.money(1, 900),
        "phone": d.blank(d.phone()),
        "qty": d.between(1, 60),
        "priority": d.between(1, 5),
        "score": d.maybe(d.between(1, 60)),
    },
)
ACCOUNT = d.rows(
    11,
    lambda n: {
        "rem": d.blank(d.note()),
        "street": d.street(),
        "born_on": d.day(2016, 2025),
    },
)
PAYMENT = d.rows(
    20,
    lambda n: {
        "bill_id": d.ref(BILL),
        "account_id": d.ref(ACCOUNT),
        "length_m": d.money(1, 900),
        "phone": d.blank(d.phone()),
        "prio": d.between(1, 5),
        "score": d.maybe(d.between(1, 60)),
    },
)
REMINDER = d.rows(
    25,
    lambda n: {
        "bill_id": d.ref(BILL),
        "name": d.name(),
        "paid": d.chance(0.7),
        "year": d.between(1990, 2025),
        "prio": d.between(1, 5),
        "born": d.day(2016, 2025),
        "lat": d.quarters(40, 60),
    },
)
BUDGET = d.rows(
    39,
    lambda n: {
        "account_id": d.ref(ACCOUNT),
        "open": d.chance(0.7),
        "year": d.between(1990, 2025),
        "prio": d.between(1, 5),
    },
)
SUPPLIER = d.rows(
    33,
    lambda n: {
        "len": d.money(1, 900),
        "quantity": d.between(1, 60),
        "rate": d.maybe(d.money(1, 900)),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
TENDER = d.rows(
    32,
    lambda n: {
        "budget_id": d.ref(BUDGET),
        "till": d.maybe(d.day(2016, 2025)),
        "tel": d.blank(d.phone()),
        "open": d.chance(0.7),
        "qty": d.between(1, 60),
    },
)
OFFER = d.rows(
    24,
    lambda n: {
        "tender_id": d.ref(TENDER),
        "supplier_id": d.ref(SUPPLIER),
        "nm": d.name(),
        "title": d.note(),
        "amt": d.money(1, 900),
        "paid": d.chance(0.7),
        "len": d.money(1, 900),
    },
)
CONTRACT = d.rows(
    34,
    lambda n: {
        "offer_id": d.ref(OFFER),
        "area_m2": d.between(1, 90000),
        "town": d.town(),
        "born": d.day(2016, 2025),
    },
)
SCHOOL = d.rows(
    28,
    lambda n: {
        "ward_id": d.ref(WARD),
        "nm": d.name(),
        "amt": d.money(1, 900),
        "open": d.chance(0.7),
        "year": d.between(1990, 2025),
        "born": d.day(2016, 2025),
    },
)
TEACHER = d.rows(
    40,
    lambda n: {
        "school_id": d.maybe(d.ref(SCHOOL)),
        "at": d.moment(2021, 2025),
        "size": d.between(1, 90000),
        "mail": d.blank(d.mail(n)),
        "town": d.town(),
        "qty": d.between(1, 60),
        "score": d.maybe(d.between(1, 60)),
    },
)
GRADE = d.rows(
    37,
    lambda n: {
        "school_id": d.ref(SCHOOL),
        "teacher_id": d.ref(TEACHER),
        "len": d.money(1, 900),
        "area_m2": d.between(1, 90000),
        "qty": d.between(1, 60),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
PUPIL = d.rows(
    23,
    lambda n: {
        "grade_id": d.ref(GRADE),
        "resident_id": d.ref(RESIDENT),
        "till": d.maybe(d.day(2016, 2025)),
        "remarks": d.blank(d.note()),
        "open": d.chance(0.7),
        "rate": d.maybe(d.money(1, 900)),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
BUS = d.rows(
    12,
    lambda n: {
        "school_id": d.ref(SCHOOL),
        "lorry_id": d.ref(LORRY),
        "tel": d.blank(d.phone()),
        "street": d.street(),
        "rate": d.maybe(d.money(1, 900)),
    },
)
KINDERGARTEN = d.rows(
    20,
    lambda n: {
        "ward_id": d.ref(WARD),
        "paid": d.chance(0.7),
        "at": d.moment(2021, 2025),
        "kind": d.pick(["new", "old", "mixed"]),
        "tel": d.blank(d.phone()),
        "prio": d.between(1, 5),
        "score": d.maybe(d.between(1, 60)),
    },
)
PLACE = d.rows(
    22,
    lambda n: {
        "kindergarten_id": d.ref(KINDERGARTEN),
        "resident_id": d.maybe(d.ref(RESIDENT)),
        "till": d.maybe(d.day(2016, 2025)),
        "city": d.town(),
        "quantity": d.between(1, 60),
        "latitude": d.quarters(40, 60),
    },
)
LIBRARY = d.rows(
    11,
    lambda n: {
        "ward_id": d.ref(WARD),
        "name": d.name(),
        "rem": d.blank(d.note()),
        "amt": d.money(1, 900),
        "street": d.street(),
        "rate": d.maybe(d.money(1, 900)),
    },
)
BOOK = d.rows(
    10,
    lambda n: {
        "library_id": d.ref(LIBRARY),
        "rem": d.blank(d.note()),
        "street": d.street(),
        "town": d.town(),
        "score": d.maybe(d.between(1, 60)),
    },
)
READER = d.rows(
    25,
    lambda n: {
        "resident_id": d.ref(RESIDENT),
        "nm": d.name(),
        "title": d.note(),
        "amt": d.money(1, 900),
        "size": d.between(1, 90000),
        "rate": d.maybe(d.money(1, 900)),
        "done": d.maybe(d.moment(2021, 2025)),
    },
)
LOAN = d.rows(
    31,
    lambda n: {
        "book_id": d.ref(BOOK),
        "reader_id": d.ref(READER),
        "title": d.note(),
        "paid": d.chance(0.7),
        "at": d.moment(2021, 2025),
        "tel": d.blank(d.phone()),
        "rate": d.maybe(d.money(1, 900)),
        "score": d.maybe(d.between(1, 60)),
    },
)
FINE = d.rows(
    13,
    lambda n: {
        "loan_id": d.ref(LOAN),
        "paid": d.chance(0.7),
        "tel": d.blank(d.phone()),
        "street": d.street(),
        "town": d.town(),
        "year": d.between(1990, 2025),
        "score": d.maybe(d.between(1, 60)),
    },
)


def fill():
    from council import models as m

    store(m.Ward, WARD)
    store(m.Councillor, COUNCILLOR)
    store(m.Committee, COMMITTEE)
    store(m.Meeting, MEETING)
    store(m.AgendaItem, AGENDA_ITEM)
    store(m.Motion, MOTION)
    store(m.Vote, VOTE)
    store(m.Minute, MINUTE)
    store(m.Street, STREET)
    store(m.Parcel, PARCEL)
    store(m.Building, BUILDING)
    store(m.Permit, PERMIT)
    store(m.Inspector, INSPECTOR)
    store(m.Inspection, INSPECTION)
    store(m.Defect, DEFECT)
    store(m.Repair, REPAIR)
    store(m.Park, PARK)
    store(m.Tree, TREE)
    store(m.Bench, BENCH)
    store(m.Playground, PLAYGROUND)
    store(m.Lamp, LAMP)
    store(m.Outage, OUTAGE)
    store(m.Lorry, LORRY)
    store(m.Round, ROUND)
    store(m.Bin, BIN)
    store(m.Driver, DRIVER)
    store(m.Fuel, FUEL)
    store(m.Workshop, WORKSHOP)
    store(m.Job, JOB)
    store(m.Part, PART)
    store(m.Household, HOUSEHOLD)
    store(m.Resident, RESIDENT)
    store(m.Move, MOVE)
    store(m.Birth, BIRTH)
    store(m.Marriage, MARRIAGE)
    store(m.Dog, DOG)
    store(m.Fee, FEE)
    store(m.DogTax, DOG_TAX)
    store(m.Passport, PASSPORT)
    store(m.Bill, BILL)
    store(m.Account, ACCOUNT)
    store(m.Payment, PAYMENT)
    store(m.Reminder, REMINDER)
    store(m.Budget, BUDGET)
    store(m.Supplier, SUPPLIER)
    store(m.Tender, TENDER)
    store(m.Offer, OFFER)
    store(m.Contract, CONTRACT)
    store(m.School, SCHOOL)
    store(m.Teacher, TEACHER)
    store(m.Grade, GRADE)
    store(m.Pupil, PUPIL)
    store(m.Bus, BUS)
    store(m.Kindergarten, KINDERGARTEN)
    store(m.Place, PLACE)
    store(m.Library, LIBRARY)
    store(m.Book, BOOK)
    store(m.Reader, READER)
    store(m.Loan, LOAN)
    store(m.Fine, FINE)


def arrived():
    from borough import models as m

    yield looks(
        m.District, WARD, valid_to="till", paid="paid", recorded_at="at", city="town", year="year"
    )
    yield looks(
        m.Member,
        COUNCILLOR,
        district_id="ward_id",
        subject="title",
        paid="paid",
        phone="phone",
        priority="prio",
    )
    yield looks(m.Panel, COMMITTEE, valid_from="since", year="year", rate="rate")
    yield looks(
        m.Sitting, MEETING, panel_id="committee_id", valid_to="till", is_paid="paid", done="done"
    )
    yield looks(
        m.Topic,
        AGENDA_ITEM,
        sitting_id="meeting_id",
        area_m2="area_m2",
        city="town",
        is_open="is_open",
    )
    yield looks(
        m.Proposal,
        MOTION,
        topic_id="agendaitem_id",
        member_id="councillor_id",
        rem="rem",
        phone="tel",
        completed_at="done",
    )
    yield looks(
        m.Ballot,
        VOTE,
        proposal_id="motion_id",
        member_id="councillor_id",
        number="no",
        area_m2="size",
        address="address",
        is_open="open",
        done="done",
    )
    yield looks(
        m.Record, MINUTE, sitting_id="meeting_id", subject="title", email="mail", quantity="qty"
    )
    yield looks(m.Road, STREET, district_id="ward_id", year="year", priority="prio", score="score")
    yield looks(
        m.Plot,
        PARCEL,
        road_id="street_id",
        valid_to="till",
        email="mail",
        city="city",
        born_on="born",
        completed_at="done",
    )
    yield looks(
        m.Building,
        BUILDING,
        plot_id="parcel_id",
        recorded_at="recorded_at",
        size="size",
        city="town",
        latitude="lat",
        score="score",
    )
    yield looks(
        m.Licence,
        PERMIT,
        building_id="building_id",
        subject="title",
        remarks="rem",
        phone="tel",
        city="city",
        score="score",
    )
    yield looks(m.Surveyor, INSPECTOR, name="nm", street="street", quantity="qty")
    yield looks(
        m.Survey,
        INSPECTION,
        building_id="building_id",
        surveyor_id="inspector_id",
        amount="amt",
        phone="phone",
        email="mail",
        qty="qty",
        year="year",
        priority="prio",
    )
    yield looks(
        m.Fault, DEFECT, survey_id="inspection_id", phone="phone", email="mail", rate="rate"
    )
    yield looks(
        m.Repair,
        REPAIR,
        fault_id="defect_id",
        subject="title",
        valid_to="till",
        city="city",
        lat="lat",
    )
    yield looks(
        m.GreenSpace,
        PARK,
        district_id="ward_id",
        remarks="rem",
        recorded_at="at",
        address="street",
        done="done",
    )
    yield looks(
        m.Tree,
        TREE,
        greenspace_id="park_id",
        name="nm",
        valid_from="since",
        is_paid="paid",
        at="at",
        mail="mail",
        rate="rate",
    )
    yield looks(m.Seat, BENCH, greenspace_id="park_id", city="town", qty="qty", born_on="born_on")
    yield looks(
        m.PlayArea, PLAYGROUND, greenspace_id="park_id", rem="rem", year="year", score="score"
    )
    yield looks(m.StreetLight, LAMP, road_id="street_id", quantity="qty", rate="rate")
    yield looks(
        m.Failure,
        OUTAGE,
        streetlight_id="lamp_id",
        kind="kind",
        prio="prio",
        born_on="born_on",
        completed_at="done",
        score="score",
    )
    yield looks(
        m.Vehicle,
        LORRY,
        number="no",
        street="street",
        is_open="open",
        year="year",
        born_on="born",
        latitude="lat",
    )
    yield looks(
        m.CollectionRound, ROUND, vehicle_id="lorry_id", no="no", amount="amount", area_m2="size"
    )
    yield looks(
        m.Container,
        BIN,
        road_id="street_id",
        collectionround_id="round_id",
        nm="nm",
        valid_from="since",
        amount="amount",
        done="done",
        latitude="latitude",
    )
    yield looks(m.Driver, DRIVER, vehicle_id="lorry_id", kind="kind", rate="rate", priority="prio")
    yield looks(
        m.Refuelling,
        FUEL,
        vehicle_id="lorry_id",
        driver_id="driver_id",
        address="street",
        city="town",
        quantity="qty",
    )
    yield looks(
        m.Garage,
        WORKSHOP,
        title="title",
        valid_from="since",
        area_m2="size",
        is_open="open",
        born="born",
    )
    yield looks(
        m.WorkOrder,
        JOB,
        garage_id="workshop_id",
        vehicle_id="lorry_id",
        area_m2="size",
        city="town",
        quantity="quantity",
    )
    yield looks(m.SparePart, PART, workorder_id="job_id", valid_to="till", email="mail", qty="qty")
    yield looks(
        m.Household,
        HOUSEHOLD,
        road_id="street_id",
        valid_from="since",
        recorded_at="recorded_at",
        kind="kind",
        mail="mail",
        city="town",
    )
    yield looks(
        m.Citizen,
        RESIDENT,
        household_id="household_id",
        name="nm",
        size="size",
        phone="tel",
        quantity="quantity",
        born="born",
    )
    yield looks(
        m.Relocation, MOVE, citizen_id="resident_id", nm="nm", born_on="born", latitude="lat"
    )
    yield looks(
        m.Birth,
        BIRTH,
        citizen_id="resident_id",
        valid_to="till",
        amount="amt",
        is_open="is_open",
        quantity="quantity",
    )
    yield looks(
        m.Marriage,
        MARRIAGE,
        citizen_id="resident_id",
        amount="amt",
        at="at",
        city="town",
        latitude="latitude",
    )
    yield looks(
        m.Dog,
        DOG,
        citizen_id="resident_id",
        valid_from="valid_from",
        tel="tel",
        city="town",
        is_open="open",
        born_on="born",
    )
    yield looks(
        m.Charge,
        FEE,
        subject="title",
        remarks="rem",
        kind="kind",
        address="street",
        open="open",
        rate="rate",
    )
    yield looks(
        m.DogLevy,
        DOG_TAX,
        dog_id="dog_id",
        charge_id="fee_id",
        kind="kind",
        city="town",
        is_open="is_open",
    )
    yield looks(
        m.TravelDocument,
        PASSPORT,
        citizen_id="resident_id",
        is_paid="paid",
        at="at",
        size="size",
        latitude="lat",
        score="score",
    )
    yield looks(
        m.Invoice,
        BILL,
        citizen_id="resident_id",
        charge_id="fee_id",
        length_m="length_m",
        phone="phone",
        quantity="qty",
        priority="priority",
        score="score",
    )
    yield looks(m.Ledger, ACCOUNT, remarks="rem", address="street", born_on="born_on")
    yield looks(
        m.Receipt,
        PAYMENT,
        invoice_id="bill_id",
        ledger_id="account_id",
        length_m="length_m",
        phone="phone",
        priority="prio",
        score="score",
    )
    yield looks(
        m.Dunning,
        REMINDER,
        invoice_id="bill_id",
        name="name",
        is_paid="paid",
        year="year",
        priority="prio",
        born_on="born",
        latitude="lat",
    )
    yield looks(
        m.BudgetLine, BUDGET, ledger_id="account_id", is_open="open", year="year", priority="prio"
    )
    yield looks(m.Vendor, SUPPLIER, len="len", quantity="quantity", rate="rate", done="done")
    yield looks(
        m.Tender,
        TENDER,
        budgetline_id="budget_id",
        valid_to="till",
        phone="tel",
        is_open="open",
        quantity="qty",
    )
    yield looks(
        m.Bid,
        OFFER,
        tender_id="tender_id",
        vendor_id="supplier_id",
        name="nm",
        subject="title",
        amount="amt",
        paid="paid",
        length_m="len",
    )
    yield looks(
        m.Agreement, CONTRACT, bid_id="offer_id", area_m2="area_m2", city="town", born_on="born"
    )
    yield looks(
        m.School,
        SCHOOL,
        district_id="ward_id",
        nm="nm",
        amount="amt",
        is_open="open",
        year="year",
        born_on="born",
    )
    yield looks(
        m.Teacher,
        TEACHER,
        school_id="school_id",
        at="at",
        area_m2="size",
        email="mail",
        town="town",
        quantity="qty",
        score="score",
    )
    yield looks(
        m.Form,
        GRADE,
        school_id="school_id",
        teacher_id="teacher_id",
        length_m="len",
        area_m2="area_m2",
        quantity="qty",
        completed_at="done",
    )
    yield looks(
        m.Student,
        PUPIL,
        form_id="grade_id",
        citizen_id="resident_id",
        till="till",
        remarks="remarks",
        is_open="open",
        rate="rate",
        completed_at="done",
    )
    yield looks(
        m.SchoolBus,
        BUS,
        school_id="school_id",
        vehicle_id="lorry_id",
        tel="tel",
        address="street",
        rate="rate",
    )
    yield looks(
        m.Nursery,
        KINDERGARTEN,
        district_id="ward_id",
        is_paid="paid",
        recorded_at="at",
        kind="kind",
        phone="tel",
        priority="prio",
        score="score",
    )
    yield looks(
        m.NurseryPlace,
        PLACE,
        nursery_id="kindergarten_id",
        citizen_id="resident_id",
        valid_to="till",
        city="city",
        quantity="quantity",
        latitude="latitude",
    )
    yield looks(
        m.Library,
        LIBRARY,
        district_id="ward_id",
        name="name",
        remarks="rem",
        amount="amt",
        street="street",
        rate="rate",
    )
    yield looks(
        m.Volume,
        BOOK,
        library_id="library_id",
        remarks="rem",
        street="street",
        city="town",
        score="score",
    )
    yield looks(
        m.Borrower,
        READER,
        citizen_id="resident_id",
        nm="nm",
        subject="title",
        amount="amt",
        area_m2="size",
        rate="rate",
        completed_at="done",
    )
    yield looks(
        m.Lending,
        LOAN,
        volume_id="book_id",
        borrower_id="reader_id",
        title="title",
        is_paid="paid",
        recorded_at="at",
        tel="tel",
        rate="rate",
        score="score",
    )
    yield looks(
        m.Penalty,
        FINE,
        lending_id="loan_id",
        paid="paid",
        phone="tel",
        address="street",
        city="town",
        year="year",
        score="score",
    )
