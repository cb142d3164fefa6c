from support.refactors.rows import Dice, looks, store

d = Dice(214, "it")

MATTER = d.rows(
    30,
    lambda n: {
        "roll_no": f"RG {n}/2025",
        "subject": d.note(),
        "judge": d.blank(d.name(), 0.2),
        "opened": d.day(2019, 2025),
    },
)
HEARING = d.rows(
    50,
    lambda n: {
        "matter_id": d.ref(MATTER),
        "at": d.moment(2024, 2025),
        "room": d.blank(f"Aula {d.between(1, 9)}", 0.2),
    },
)
FILING = d.rows(
    60, lambda n: {"matter_id": d.ref(MATTER), "lodged": d.moment(2024, 2025), "party": d.name()}
)
DOCUMENT = d.rows(
    80,
    lambda n: {
        "on": d.pick(["hearing", "filing"]),
        "object_id": d.ref(HEARING),
        "title": d.note() + f" {n}",
        "pages": d.maybe(d.between(1, 90), 0.2),
        "sealed": d.chance(0.1),
    },
)


def fill():
    from court import models as m

    store(m.Matter, MATTER)
    store(m.Hearing, HEARING)
    store(m.Filing, FILING)
    from django.contrib.contenttypes.models import ContentType

    types = {t.model: t.pk for t in ContentType.objects.filter(app_label="court")}
    rows = [{"content_type_id": types[r["on"]], **r} for r in DOCUMENT]
    store(m.Document, [{k: v for k, v in r.items() if k != "on"} for r in rows])


def arrived():
    from court import models as m

    yield looks(
        m.Case, MATTER, docket_number="roll_no", title="subject", judge="judge", opened_on="opened"
    )
    yield looks(m.Hearing, HEARING, case_id="matter_id", starts_at="at", courtroom="room")
    yield looks(m.Filing, FILING, case_id="matter_id", filed_at="lodged", filed_by="party")
    yield looks(
        m.Document,
        DOCUMENT,
        hearing_id=lambda r: r["object_id"] if r["on"] == "hearing" else None,
        filing_id=lambda r: r["object_id"] if r["on"] == "filing" else None,
        caption="title",
        page_count="pages",
        is_sealed="sealed",
    )
