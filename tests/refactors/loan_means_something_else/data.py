from support.refactors.rows import Dice, looks, store

d = Dice(206, "en")

BRANCH = d.rows(6, lambda n: {"name": d.town(), "opened_on": d.maybe(d.day(1950, 2015), 0.3)})
READER = d.rows(
    50, lambda n: {"card": f"L{n:03}{d.digits(5)}", "name": d.name(), "barred": d.chance(0.05)}
)
COPY = d.rows(
    80,
    lambda n: {
        "barcode": f"{n:04}{d.digits(8)}",
        "title": d.pick(["Middlemarch", "Beloved", "Dune", "Emma"]),
        "branch_id": d.ref(BRANCH),
    },
)
LOAN = d.rows(
    120,
    lambda n: {
        "copy_id": d.ref(COPY),
        "reader_id": d.ref(READER),
        "out_on": d.day(2024, 2025),
        "due_on": d.day(2025, 2026),
        "back_on": d.maybe(d.day(2025, 2025), 0.3),
        "renewals": d.between(0, 3),
    },
)
TRANSFER = d.rows(
    40,
    lambda n: {
        "copy_id": d.ref(COPY),
        "to_branch_id": d.ref(BRANCH),
        "sent_at": d.moment(2024, 2025),
        "arrived_at": d.maybe(d.moment(2024, 2025), 0.4),
    },
)


def fill():
    from library import models as m

    store(m.Branch, BRANCH)
    store(m.Reader, READER)
    store(m.Copy, COPY)
    store(m.Loan, LOAN)
    store(m.Transfer, TRANSFER)


def arrived():
    from library import models as m

    yield looks(m.Branch, BRANCH, name="name", opened_on="opened_on")
    yield looks(m.Borrower, READER, card_number="card", full_name="name", is_blocked="barred")
    yield looks(m.Copy, COPY, barcode="barcode", title="title", branch_id="branch_id")
    yield looks(
        m.Checkout,
        LOAN,
        copy_id="copy_id",
        borrower_id="reader_id",
        taken_on="out_on",
        due_on="due_on",
        returned_on="back_on",
        renewals="renewals",
    )
    yield looks(
        m.Loan,
        TRANSFER,
        copy_id="copy_id",
        borrowing_branch_id="to_branch_id",
        sent_at="sent_at",
        received_at="arrived_at",
    )
