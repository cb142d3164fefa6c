from support.refactors.rows import Dice, looks, store

d = Dice(408, "en")
OUTCOMES = ["Resolved", "Called back", "Wrong number", "Escalated"]

QUEUE = d.rows(
    8,
    lambda n: {
        "name": d.pick(["Sales", "Support", "Billing"]) + f" {n}",
        "lang": d.pick("EFD"),
        "open": d.chance(0.8),
    },
)
OPERATOR = d.rows(25, lambda n: {"nick": d.first() + str(n), "started": d.day(2018, 2025)})
CALL = d.rows(
    200,
    lambda n: {
        "queue_id": d.ref(QUEUE),
        "operator_id": d.maybe(d.ref(OPERATOR), 0.1),
        "number": d.phone(),
        "rang": d.moment(2025, 2025),
        "picked_up": d.maybe(d.moment(2025, 2025), 0.2),
        "result": d.pick(["Resolved", "Called back", "Wrong number", "Escalated"]),
        "prio": d.pick([1, 2, 2, 3]),
    },
)
MEMO = d.rows(60, lambda n: {"call_id": d.ref(CALL), "text": d.note()})


def fill():
    from calls import models as m

    store(m.Queue, QUEUE)
    store(m.Operator, OPERATOR)
    store(m.Call, CALL)
    store(m.Memo, MEMO)


def arrived():
    from calls import models as m

    yield looks(
        m.Queue,
        QUEUE,
        title="name",
        language=lambda r: {"E": "english", "F": "french", "D": "dutch"}[r["lang"]],
        is_open="open",
    )
    yield looks(m.Agent, OPERATOR, handle="nick", started_on="started")
    yield looks(
        m.Call,
        CALL,
        queue_id="queue_id",
        agent_id="operator_id",
        caller_number="number",
        rang_at="rang",
        answered_at="picked_up",
        outcome_id=lambda r: OUTCOMES.index(r["result"]) + 1,
        priority=lambda r: {1: "high", 2: "normal", 3: "low"}[r["prio"]],
    )
    yield looks(m.Note, MEMO, call_id="call_id", body="text")
