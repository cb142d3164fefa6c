from support.refactors.rows import Dice, looks, store

d = Dice(609, "en")

WKSCUSTOMER = d.rows(
    70,
    lambda n: {
        "str_name": d.name(),
        "str_phone": d.blank(d.phone()),
        "str_email": d.blank(d.mail(n)),
        "dt_created": d.moment(),
        "bool_active": d.chance(0.3),
    },
)
WKSCAR = d.rows(
    100,
    lambda n: {
        "fk_customer_id": d.ref(WKSCUSTOMER),
        "str_plate": f"KX{n:04}",
        "str_make": d.pick(["Opel", "Fiat", "Skoda"]),
        "str_model": d.last(),
        "int_year": d.between(1990, 2025),
        "int_mileage": d.between(1, 5000),
    },
)
WKSMECHANIC = d.rows(
    12,
    lambda n: {
        "str_name": d.name(),
        "dec_rate": d.money(3, 400),
        "dt_hired": d.day(),
    },
)
WKSJOB = d.rows(
    150,
    lambda n: {
        "fk_car_id": d.ref(WKSCAR),
        "fk_mechanic_id": d.maybe(d.ref(WKSMECHANIC)),
        "txt_complaint": d.blank(d.note()),
        "ts_opened": d.moment(),
        "ts_closed": d.maybe(d.moment()),
        "dec_labour": d.money(3, 400),
        "dec_discount": d.money(3, 400),
    },
)
WKSPART = d.rows(
    60,
    lambda n: {
        "str_sku": f"KX{n:04}",
        "str_descr": d.note(),
        "dec_cost": d.money(3, 400),
        "dec_price": d.money(3, 400),
        "int_stock": d.between(1, 5000),
    },
)
WKSJOBPART = d.rows(
    180,
    lambda n: {
        "fk_job_id": d.ref(WKSJOB),
        "fk_part_id": d.ref(WKSPART),
        "int_qty": d.between(1, 60),
    },
)
WKSINVOICE = d.rows(
    120,
    lambda n: {
        "fk_job_id": n,
        "str_no": f"KX{n:04}",
        "dt_issued": d.day(),
        "dt_due": d.day(),
        "dt_paid": d.maybe(d.day()),
        "dec_net": d.money(3, 400),
        "dec_vat": d.money(3, 400),
    },
)


def fill():
    from wks import models as m

    store(m.WksCustomer, WKSCUSTOMER)
    store(m.WksCar, WKSCAR)
    store(m.WksMechanic, WKSMECHANIC)
    store(m.WksJob, WKSJOB)
    store(m.WksPart, WKSPART)
    store(m.WksJobPart, WKSJOBPART)
    store(m.WksInvoice, WKSINVOICE)


def arrived():
    from workshop import models as m

    yield looks(
        m.Customer,
        WKSCUSTOMER,
        name="str_name",
        phone="str_phone",
        email="str_email",
        created_at="dt_created",
        is_active="bool_active",
    )
    yield looks(
        m.Car,
        WKSCAR,
        customer_id="fk_customer_id",
        plate="str_plate",
        make="str_make",
        model="str_model",
        year="int_year",
        mileage="int_mileage",
    )
    yield looks(
        m.Mechanic, WKSMECHANIC, name="str_name", hourly_rate="dec_rate", hired_on="dt_hired"
    )
    yield looks(
        m.Job,
        WKSJOB,
        car_id="fk_car_id",
        mechanic_id="fk_mechanic_id",
        complaint="txt_complaint",
        opened_at="ts_opened",
        closed_at="ts_closed",
        labour="dec_labour",
        discount="dec_discount",
    )
    yield looks(
        m.Part,
        WKSPART,
        sku="str_sku",
        description="str_descr",
        cost_price="dec_cost",
        sales_price="dec_price",
        stock="int_stock",
    )
    yield looks(m.JobPart, WKSJOBPART, job_id="fk_job_id", part_id="fk_part_id", quantity="int_qty")
    yield looks(
        m.Invoice,
        WKSINVOICE,
        job_id="fk_job_id",
        number="str_no",
        issued_on="dt_issued",
        due_on="dt_due",
        paid_on="dt_paid",
        net="dec_net",
        vat="dec_vat",
    )
