from support.refactors.rows import Dice, looks, store

d = Dice(213, "fr")

POST = d.rows(
    12,
    lambda n: {
        "nom": d.town(),
        "alt": d.between(0, 2900),
        "mise_en_service": d.day(2001, 2024),
        "hors_service": d.chance(0.2),
    },
)
SAMPLE = d.rows(
    120,
    lambda n: {
        "post_id": d.ref(POST),
        "at": d.moment(2025, 2025),
        "payload": {
            "temp": d.between(-20, 38),
            "hum": d.between(10, 100),
            "bat": d.pick(["ok", "low"]),
            "raw": {"fw": d.pick(["1.2", "1.3"])},
        }
        if n % 9
        else {"bat": "ok"},
    },
)
ALARM = d.rows(
    30,
    lambda n: {
        "post_id": d.ref(POST),
        "raised": d.moment(2025, 2025),
        "acked": d.maybe(d.moment(2025, 2025), 0.4),
        "text": d.note(),
    },
)


def fill():
    from meteo import models as m

    store(m.Post, POST)
    store(m.Sample, SAMPLE)
    store(m.Alarm, ALARM)


def arrived():
    from meteo import models as m

    yield looks(
        m.Station,
        POST,
        name="nom",
        altitude_m="alt",
        commissioned_on="mise_en_service",
        is_out_of_service="hors_service",
    )
    yield looks(
        m.Observation,
        SAMPLE,
        station_id="post_id",
        observed_at="at",
        temperature=lambda r: r["payload"].get("temp"),
        humidity=lambda r: r["payload"].get("hum"),
        battery_low=lambda r: r["payload"]["bat"] == "low",
        extra=lambda r: r["payload"].get("raw", {}),
    )
    yield looks(
        m.Alarm,
        ALARM,
        station_id="post_id",
        raised_at="raised",
        acknowledged_at="acked",
        message="text",
    )
