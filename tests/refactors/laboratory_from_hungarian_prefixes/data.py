from support.refactors.rows import Dice, looks, store

d = Dice(111, "en")

SUBMITTER = d.rows(
    15,
    lambda n: {
        "strName": d.firm(),
        "strStreet": d.blank(d.street(), 0.1),
        "strTown": d.town(),
        "strVATNo": d.blank("GB" + d.digits(9), 0.3),
        "blnInvoiceByMail": d.chance(0.6),
    },
)
METHOD = d.rows(
    18,
    lambda n: {
        "strCode": f"M{n:03}",
        "strTitle": d.pick(["Nitrate, photometric", "pH", "Lead, ICP-MS", "E. coli"]) + f" {n}",
        "strUnit": d.pick(["mg/l", "µg/l", "CFU/100 ml", ""]),
        "dblLowerLimit": d.maybe(d.quarters(0, 5), 0.4),
        "blnAccredited": d.chance(0.7),
    },
)
TECHNICIAN = d.rows(
    9,
    lambda n: {
        "strFirstName": d.first(),
        "strLastName": d.last(),
        "strInitials": d.pick(["AB", "CD", "EF"]) + f"{n}",
    },
)
SAMPLE = d.rows(
    80,
    lambda n: {
        "strBarcode": f"S{n:04}{d.digits(6)}",
        "lngSubmitter_id": d.ref(SUBMITTER),
        "dtmTaken": d.moment(2023, 2025),
        "dtmReceived": d.maybe(d.moment(2023, 2025), 0.1),
        "strMatrix": d.pick(["water", "soil", "sludge", "food"]),
        "blnUrgent": d.chance(0.1),
        "memRemarks": d.blank(d.note(), 0.7),
    },
)
ANALYSIS = d.rows(
    160,
    lambda n: {
        "lngSample_id": d.ref(SAMPLE),
        "lngMethod_id": d.ref(METHOD),
        "lngTech_id": d.maybe(d.ref(TECHNICIAN), 0.1),
        "dblResult": d.maybe(d.quarters(0, 900), 0.1),
        "strFlag": d.blank(d.pick(["<", ">"]), 0.7),
        "dtmMeasured": d.moment(2023, 2025),
        "intReplicate": d.between(1, 3),
    },
)
REPORT = d.rows(
    40,
    lambda n: {
        "strNumber": f"R-2025-{n:04}",
        "lngSubmitter_id": d.ref(SUBMITTER),
        "dtmIssued": d.moment(2024, 2025),
        "curAmount": d.money(20, 2000),
        "blnCancelled": d.chance(0.05),
    },
)


def fill():
    from labdb import models as m

    store(m.Submitter, SUBMITTER)
    store(m.Method, METHOD)
    store(m.Technician, TECHNICIAN)
    store(m.Sample, SAMPLE)
    store(m.Analysis, ANALYSIS)
    store(m.Report, REPORT)


def arrived():
    from lab import models as m

    yield looks(
        m.Client,
        SUBMITTER,
        name="strName",
        street="strStreet",
        town="strTown",
        vat_number="strVATNo",
        is_invoiced_by_mail="blnInvoiceByMail",
    )
    yield looks(
        m.Method,
        METHOD,
        code="strCode",
        title="strTitle",
        unit="strUnit",
        detection_limit="dblLowerLimit",
        is_accredited="blnAccredited",
    )
    yield looks(
        m.Technician,
        TECHNICIAN,
        first_name="strFirstName",
        last_name="strLastName",
        initials="strInitials",
    )
    yield looks(
        m.Specimen,
        SAMPLE,
        barcode="strBarcode",
        client_id="lngSubmitter_id",
        collected_at="dtmTaken",
        received_at="dtmReceived",
        matrix="strMatrix",
        is_urgent="blnUrgent",
        remarks="memRemarks",
    )
    yield looks(
        m.Measurement,
        ANALYSIS,
        specimen_id="lngSample_id",
        method_id="lngMethod_id",
        technician_id="lngTech_id",
        value="dblResult",
        qualifier="strFlag",
        measured_at="dtmMeasured",
        replicate="intReplicate",
    )
    yield looks(
        m.Report,
        REPORT,
        number="strNumber",
        client_id="lngSubmitter_id",
        issued_at="dtmIssued",
        fee="curAmount",
        is_void="blnCancelled",
    )
