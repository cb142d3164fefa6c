from datetime import timedelta

from support.refactors.rows import Dice, looks, store

d = Dice(113, "en")

CHAN = d.rows(
    5,
    lambda n: {"nm": ["One", "Two", "News", "Kids", "Radio 5"][n - 1], "lcn": n * 10, "hd": n < 4},
)
GNR = d.rows(
    9,
    lambda n: {
        "nm": ["Drama", "News", "Quiz", "Nature", "Sport", "Film", "Comedy", "Music", "Talk"][n - 1]
    },
)
PROG = d.rows(
    40,
    lambda n: {
        "ttl": d.pick(["The ", "Our ", "Inside "]) + d.last() + f" {n}",
        "gnr_id": d.ref(GNR),
        "orig_lang": d.pick(["en", "cy", "gd", "fr"]),
        "syn": d.blank(d.note(), 0.3),
        "wtrshd": d.chance(0.2),
        "comm_dt": d.maybe(d.day(2010, 2024), 0.2),
    },
)
EP = d.rows(
    110,
    lambda n: {
        "prog_id": d.ref(PROG),
        "ser_no": d.between(1, 9),
        "ep_no": d.between(1, 24),
        "ttl": d.blank(d.pick(["Pilot", "The End", "Reunion"]), 0.3),
        "len_s": d.between(600, 5400),
        "subt": d.chance(0.9),
    },
)
SCHED = d.rows(
    150,
    lambda n: {
        "chan_id": d.ref(CHAN),
        "ep_id": d.ref(EP),
        "tx_at": d.moment(2025, 2025),
        "dur_s": d.between(600, 5400),
        "rpt": d.chance(0.5),
    },
)
PERS = d.rows(
    50,
    lambda n: {
        "fn": d.first(),
        "ln": d.last(),
        "dob": d.maybe(d.day(1940, 2004), 0.4),
        "agt": d.blank(d.firm(), 0.5),
    },
)
CONTR = d.rows(
    130,
    lambda n: {
        "ep_id": d.ref(EP),
        "pers_id": d.ref(PERS),
        "role": d.pick("APWDP"),
        "fee_amt": d.maybe(d.money(50, 9000), 0.3),
    },
)


def fill():
    from bc import models as m

    store(m.Chan, CHAN)
    store(m.Gnr, GNR)
    store(m.Prog, PROG)
    store(m.Ep, EP)
    store(m.Sched, SCHED)
    store(m.Pers, PERS)
    store(m.Contr, CONTR)


def arrived():
    from broadcast import models as m

    yield looks(m.Channel, CHAN, name="nm", channel_number="lcn", is_hd="hd")
    yield looks(m.Genre, GNR, name="nm")
    yield looks(
        m.Programme,
        PROG,
        title="ttl",
        genre_id="gnr_id",
        original_language="orig_lang",
        synopsis="syn",
        after_watershed="wtrshd",
        commissioned_on="comm_dt",
    )
    yield looks(
        m.Episode,
        EP,
        programme_id="prog_id",
        series_number="ser_no",
        episode_number="ep_no",
        title="ttl",
        duration=lambda r: timedelta(seconds=r["len_s"]),
        has_subtitles="subt",
    )
    yield looks(
        m.Slot,
        SCHED,
        channel_id="chan_id",
        episode_id="ep_id",
        airs_at="tx_at",
        duration=lambda r: timedelta(seconds=r["dur_s"]),
        is_repeat="rpt",
    )
    yield looks(m.Person, PERS, first_name="fn", last_name="ln", born_on="dob", agent="agt")
    yield looks(
        m.Credit,
        CONTR,
        episode_id="ep_id",
        person_id="pers_id",
        role=lambda r: {"A": "actor", "P": "presenter", "W": "writer", "D": "director"}[r["role"]],
        fee="fee_amt",
    )
