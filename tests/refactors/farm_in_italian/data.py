from datetime import timedelta

from support.refactors.rows import Dice, looks, store

d = Dice(105, "it")

PODERE = d.rows(
    5,
    lambda n: {"denominazione": "Podere " + d.last(), "comune": d.town(), "ettari": d.money(3, 90)},
)
APPEZZAMENTO = d.rows(
    24,
    lambda n: {
        "podere_id": d.ref(PODERE),
        "sigla": f"{d.pick('ABCD')}{n}",
        "superficie": d.money(1, 12),
        "irriguo": d.chance(0.4),
        "biologico_dal": d.maybe(d.day(2010, 2024), 0.6),
    },
)
COLTURA = d.rows(
    10,
    lambda n: {
        "nome": d.pick(["Grano duro", "Mais", "Girasole", "Pomodoro"]) + f" {n}",
        "famiglia": d.blank(d.pick(["Poaceae", "Solanaceae", "Asteraceae"])),
    },
)
SEMINA = d.rows(
    50,
    lambda n: {
        "appezzamento_id": d.ref(APPEZZAMENTO),
        "coltura_id": d.ref(COLTURA),
        "data": d.day(2022, 2025),
        "kg_seme": d.money(20, 900),
        "note": d.blank(d.note(), 0.6),
    },
)
IRRIGAZIONE = d.rows(
    80,
    lambda n: {
        "appezzamento_id": d.ref(APPEZZAMENTO),
        "inizio": d.moment(2023, 2025),
        "durata_sec": d.between(10, 240) * 60,
        "metri_cubi": d.money(3, 300),
    },
)
RACCOLTA = d.rows(
    45,
    lambda n: {
        "semina_id": d.ref(SEMINA),
        "data": d.day(2023, 2025),
        "quintali": d.money(5, 200),
        "umidita": d.maybe(d.pick([12, 13, 14]), 0.3),
    },
)
CAPO = d.rows(
    60,
    lambda n: {
        "marca_auricolare": f"IT{n:03}{d.digits(9)}",
        "specie": d.pick(["bovino", "ovino", "caprino"]),
        "nato_il": d.maybe(d.day(2016, 2025), 0.1),
        "padre_id": d.earlier(n, 0.5),
        "madre_id": d.earlier(n, 0.7),
        "venduto": d.chance(0.2),
    },
)
MUNGITURA = d.rows(
    90,
    lambda n: {
        "capo_id": d.ref(CAPO),
        "quando": d.moment(2024, 2025),
        "litri": d.money(4, 25),
        "grasso_pct": d.maybe(d.money(3, 5), 0.4),
    },
)


def fill():
    from azienda import models as m

    store(m.Podere, PODERE)
    store(m.Appezzamento, APPEZZAMENTO)
    store(m.Coltura, COLTURA)
    store(m.Semina, SEMINA)
    store(m.Irrigazione, IRRIGAZIONE)
    store(m.Raccolta, RACCOLTA)
    store(m.Capo, CAPO)
    store(m.Mungitura, MUNGITURA)


def arrived():
    from farm import models as m

    yield looks(m.Holding, PODERE, name="denominazione", municipality="comune", hectares="ettari")
    yield looks(
        m.Field,
        APPEZZAMENTO,
        holding_id="podere_id",
        label="sigla",
        area="superficie",
        is_irrigated="irriguo",
        organic_since="biologico_dal",
    )
    yield looks(m.Crop, COLTURA, name="nome", family="famiglia")
    yield looks(
        m.Sowing,
        SEMINA,
        field_id="appezzamento_id",
        crop_id="coltura_id",
        sown_on="data",
        seed_kg="kg_seme",
        notes="note",
    )
    yield looks(
        m.Watering,
        IRRIGAZIONE,
        field_id="appezzamento_id",
        started_at="inizio",
        duration=lambda r: timedelta(seconds=r["durata_sec"]),
        cubic_metres="metri_cubi",
    )
    yield looks(
        m.Harvest,
        RACCOLTA,
        sowing_id="semina_id",
        harvested_on="data",
        weight_kg=lambda r: r["quintali"] * 100,
        moisture="umidita",
    )
    yield looks(
        m.Animal,
        CAPO,
        ear_tag="marca_auricolare",
        species="specie",
        born_on="nato_il",
        sire_id="padre_id",
        dam_id="madre_id",
        is_sold="venduto",
    )
    yield looks(
        m.Milking,
        MUNGITURA,
        animal_id="capo_id",
        milked_at="quando",
        litres="litri",
        fat_percent="grasso_pct",
    )
