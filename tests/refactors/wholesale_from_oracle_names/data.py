from datetime import datetime
from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(110, "en")

REGNCD = d.rows(7, lambda n: {"regn_cd": f"R{n:02}", "regn_nm": d.town()})
CUSTMST = d.rows(
    50,
    lambda n: {
        "cust_no": f"{100000 + n}",
        "cust_nm_1": d.firm(),
        "cust_nm_2": d.blank(d.name(), 0.7),
        "addr_ln_1": d.street(),
        "addr_ln_2": d.blank("Unit " + d.digits(2), 0.8),
        "zip_cd": d.digits(5),
        "regn_id": d.ref(REGNCD),
        "crdt_lmt_amt": d.maybe(d.money(100, 50000), 0.3),
        "actv_flg": d.pick("YYYN"),
        "crt_ts": d.moment(2010, 2024),
        "upd_ts": d.maybe(d.moment(2024, 2025), 0.4),
    },
)
ITEMMST = d.rows(
    60,
    lambda n: {
        "item_no": f"{d.pick('ABC')}{n:05}",
        "item_desc": d.pick(["Hex bolt", "Washer", "Gasket set", "Drive belt"]) + f" {n}",
        "list_prc": d.money(1, 400),
        "std_cst": d.money(1, 200),
        "uom_cd": d.pick(["EA", "BOX", "KG"]),
        "del_flg": d.pick("NNNNY"),
    },
)
ORDHDR = d.rows(
    80,
    lambda n: {
        "ord_no": f"SO{n:06}",
        "cust_id": d.ref(CUSTMST),
        "ord_dt": d.day(2023, 2025).strftime("%Y%m%d"),
        "ord_st_cd": d.pick(["10", "20", "30", "90"]),
        "cust_po_no": d.blank("PO-" + d.digits(5), 0.4),
        "tot_amt": d.money(10, 9000),
    },
)
ORDDTL = d.rows(
    150,
    lambda n: {
        "ord_hdr_id": d.ref(ORDHDR),
        "item_id": d.ref(ITEMMST),
        "ln_no": d.between(1, 20),
        "ord_qty": d.between(1, 90),
        "unt_prc": d.money(1, 400),
        "disc_pct": d.pick([Decimal(0), Decimal("2.5"), Decimal(10)]),
    },
)
SHPLOG = d.rows(
    60,
    lambda n: {
        "ord_hdr_id": d.ref(ORDHDR),
        "shp_ts": d.moment(2023, 2025),
        "crr_cd": d.pick(["DHL", "UPS", "OWN"]),
        "pkg_cnt": d.between(1, 9),
        "trk_no": d.blank(d.digits(18), 0.2),
    },
)


def fill():
    from legacy import models as m

    store(m.RegnCd, REGNCD)
    store(m.CustMst, CUSTMST)
    store(m.ItemMst, ITEMMST)
    store(m.OrdHdr, ORDHDR)
    store(m.OrdDtl, ORDDTL)
    store(m.ShpLog, SHPLOG)


def arrived():
    from sales import models as m

    yield looks(m.Region, REGNCD, code="regn_cd", name="regn_nm")
    yield looks(
        m.Customer,
        CUSTMST,
        number="cust_no",
        name="cust_nm_1",
        name_suffix="cust_nm_2",
        street="addr_ln_1",
        address_extra="addr_ln_2",
        postcode="zip_cd",
        region_id="regn_id",
        credit_limit="crdt_lmt_amt",
        is_active=lambda r: r["actv_flg"] == "Y",
        created_at="crt_ts",
        updated_at="upd_ts",
    )
    yield looks(
        m.Article,
        ITEMMST,
        sku="item_no",
        description="item_desc",
        list_price="list_prc",
        standard_cost="std_cst",
        unit="uom_cd",
        is_deleted=lambda r: r["del_flg"] == "Y",
    )
    yield looks(
        m.Order,
        ORDHDR,
        number="ord_no",
        customer_id="cust_id",
        ordered_on=lambda r: datetime.strptime(r["ord_dt"], "%Y%m%d").date(),
        status=lambda r: {"10": "new", "20": "picked", "30": "shipped", "90": "cancelled"}[
            r["ord_st_cd"]
        ],
        customer_reference="cust_po_no",
        total="tot_amt",
    )
    yield looks(
        m.OrderLine,
        ORDDTL,
        order_id="ord_hdr_id",
        article_id="item_id",
        position="ln_no",
        quantity="ord_qty",
        unit_price="unt_prc",
        discount_percent="disc_pct",
    )
    yield looks(
        m.Shipment,
        SHPLOG,
        order_id="ord_hdr_id",
        shipped_at="shp_ts",
        carrier="crr_cd",
        packages="pkg_cnt",
        tracking_number="trk_no",
    )
