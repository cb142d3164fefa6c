from support.refactors.rows import Dice, looks, store

d = Dice(403, "en")

XA_VIEN = d.rows(
    40,
    lambda n: {
        "ho_ten": d.name(),
        "so_cccd": f"{n:04}" + d.digits(8),
        "ngay_sinh": d.maybe(d.day(1950, 2000), 0.1),
        "dien_thoai": d.blank(d.phone()),
        "da_nghi": d.chance(0.1),
    },
)
RAY = d.rows(
    70,
    lambda n: {
        "xa_vien_id": d.ref(XA_VIEN),
        "ten_goi": d.last() + f" {n}",
        "dien_tich": d.money(1, 9),
        "do_cao": d.between(600, 1600),
        "nam_trong": d.maybe(d.between(1990, 2020), 0.2),
    },
)
GIONG_CAY = d.rows(
    6,
    lambda n: {
        "ten": ["Robusta", "Catimor", "Moka", "Typica", "TR4", "TR9"][n - 1],
        "ghi_chu": d.blank(d.note()),
    },
)
VU_HAI = d.rows(
    120,
    lambda n: {
        "ray_id": d.ref(RAY),
        "giong_id": d.ref(GIONG_CAY),
        "ngay_hai": d.day(2021, 2025),
        "khoi_luong": d.money(20, 900),
        "ty_le_chin": d.between(60, 100),
    },
)
LO_CA_PHE = d.rows(
    50,
    lambda n: {
        "ma_lo": f"L{n:03}-" + d.digits(4),
        "giong_id": d.ref(GIONG_CAY),
        "phuong_phap": d.pick(["natural", "washed", "honey"]),
        "do_am": d.maybe(d.pick([11, 12, 13]), 0.2),
        "dong_bao": d.maybe(d.moment(2022, 2025), 0.2),
    },
)
LAN_NEM = d.rows(
    80,
    lambda n: {
        "lo_ca_phe_id": d.ref(LO_CA_PHE),
        "nguoi_nem": d.name(),
        "luc": d.moment(2022, 2025),
        "diem": d.money(70, 92),
        "nhan_xet": d.blank(d.note()),
    },
)
HOP_DONG = d.rows(
    30,
    lambda n: {
        "khach": d.firm(),
        "ky_ngay": d.day(2021, 2025),
        "don_gia": d.money(2, 9),
        "giao_xong": d.chance(0.6),
    },
)
DONG_HANG = d.rows(
    60,
    lambda n: {
        "hop_dong_id": d.ref(HOP_DONG),
        "lo_ca_phe_id": d.ref(LO_CA_PHE),
        "so_bao": d.between(1, 300),
    },
)


def fill():
    from hoptacxa import models as m

    store(m.XaVien, XA_VIEN)
    store(m.Ray, RAY)
    store(m.GiongCay, GIONG_CAY)
    store(m.VuHai, VU_HAI)
    store(m.LoCaPhe, LO_CA_PHE)
    store(m.LanNem, LAN_NEM)
    store(m.HopDong, HOP_DONG)
    store(m.DongHang, DONG_HANG)


def arrived():
    from coop import models as m

    yield looks(
        m.Grower,
        XA_VIEN,
        full_name="ho_ten",
        identity_number="so_cccd",
        born_on="ngay_sinh",
        phone="dien_thoai",
        has_left="da_nghi",
    )
    yield looks(
        m.Plot,
        RAY,
        grower_id="xa_vien_id",
        label="ten_goi",
        hectares="dien_tich",
        altitude_m="do_cao",
        planted_in="nam_trong",
    )
    yield looks(m.Variety, GIONG_CAY, name="ten", notes="ghi_chu")
    yield looks(
        m.Picking,
        VU_HAI,
        plot_id="ray_id",
        variety_id="giong_id",
        picked_on="ngay_hai",
        weight_kg="khoi_luong",
        ripe_percent="ty_le_chin",
    )
    yield looks(
        m.Lot,
        LO_CA_PHE,
        lot_number="ma_lo",
        variety_id="giong_id",
        process="phuong_phap",
        moisture="do_am",
        bagged_at="dong_bao",
    )
    yield looks(
        m.Cupping,
        LAN_NEM,
        lot_id="lo_ca_phe_id",
        taster="nguoi_nem",
        cupped_at="luc",
        score="diem",
        comment="nhan_xet",
    )
    yield looks(
        m.SalesContract,
        HOP_DONG,
        buyer="khach",
        signed_on="ky_ngay",
        price_per_kg="don_gia",
        is_delivered="giao_xong",
    )
    yield looks(
        m.ContractLine, DONG_HANG, contract_id="hop_dong_id", lot_id="lo_ca_phe_id", bags="so_bao"
    )
