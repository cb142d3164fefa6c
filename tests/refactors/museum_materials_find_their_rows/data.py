from support.refactors.rows import Dice, looks, store

d = Dice(215, "de")
MATERIALS = ["Holz", "Ton", "Silber", "Leinen", "Glas"]
SPENDER = d.rows(20, lambda n: {"name": d.name(), "anonym": d.chance(0.2)})
PIECE = d.rows(
    70,
    lambda n: {
        "inventarnr": f"{d.between(1890, 2020)}.{n:04}",
        "titel": d.pick(["Krug", "Stuhl", "Münze", "Bildnis"]) + f" {n}",
        "material": d.pick(["Holz", "Ton", "Silber", "Leinen", "Holz"]),
        "epoche": d.pick(["Barock", "Gotik", "Antike", "Moderne"]),
        "spender_id": d.maybe(d.ref(SPENDER), 0.5),
        "erworben": d.maybe(d.day(1990, 2024), 0.3),
        "ausgestellt": d.chance(0.3),
    },
)
LEIHE = d.rows(
    30,
    lambda n: {
        "piece_id": d.ref(PIECE),
        "haus": d.firm(),
        "von": d.day(2020, 2023),
        "bis": d.maybe(d.day(2024, 2026), 0.3),
        "versicherungswert": d.money(100, 90000),
    },
)


def fill():
    from museum import models as m

    store(m.Spender, SPENDER)
    store(m.Piece, PIECE)
    store(m.Leihe, LEIHE)


def arrived():
    from museum import models as m

    yield looks(m.Donor, SPENDER, name="name", wants_no_name="anonym")
    yield looks(
        m.Object,
        PIECE,
        inventory_number="inventarnr",
        title="titel",
        material_id=lambda r: MATERIALS.index(r["material"]) + 1,
        period=lambda r: {
            "Barock": "baroque",
            "Gotik": "gothic",
            "Antike": "antiquity",
            "Moderne": "modern",
        }[r["epoche"]],
        donor_id="spender_id",
        acquired_on="erworben",
        is_on_display="ausgestellt",
    )
    yield looks(
        m.LoanOut,
        LEIHE,
        object_id="piece_id",
        institution="haus",
        from_date="von",
        to_date="bis",
        insured_value="versicherungswert",
    )
