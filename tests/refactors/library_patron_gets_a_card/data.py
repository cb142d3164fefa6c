from support.refactors.rows import Dice, looks, store

d = Dice(611, "nl")

BRANCH = d.rows(
    7,
    lambda n: {
        "code": f"{n:04}",
        "town": d.town(),
        "phone": d.blank(d.phone()),
    },
)
BORROWER = d.rows(
    130,
    lambda n: {
        "surname": d.last(),
        "given": d.first(),
        "mail": d.blank(d.mail(n)),
        "home_id": d.ref(BRANCH),
        "card_no": f"KX{n:04}",
        "card_expires": d.day(),
        "card_blocked": d.chance(0.3),
        "prefs": {
            "language": d.pick(["nl", "en"]),
            "newsletter": d.chance(0.5),
            "max_loans": d.between(3, 20),
        },
    },
)
ITEM = d.rows(
    160,
    lambda n: {
        "branch_id": d.ref(BRANCH),
        "label": f"KX{n:04}",
        "medium": d.pick("BDM"),
        "bought": d.maybe(d.day()),
    },
)
CHECKOUT = d.rows(
    220,
    lambda n: {
        "borrower_id": d.ref(BORROWER),
        "item_id": d.ref(ITEM),
        "out": d.moment(2024, 2024),
        "due": d.day(2024, 2024),
        "back": d.maybe(d.moment(2025, 2025)),
    },
)
CHARGE = d.rows(
    70,
    lambda n: {
        "checkout_id": d.ref(CHECKOUT),
        "sum": d.money(3, 400),
        "paid": d.chance(0.3),
    },
)


def fill():
    from lending import models as m

    store(m.Branch, BRANCH)
    store(m.Borrower, BORROWER)
    store(m.Item, ITEM)
    store(m.Checkout, CHECKOUT)
    store(m.Charge, CHARGE)


def arrived():
    from lending import models as m

    yield looks(m.Library, BRANCH, code="code", city="town", telephone="phone")
    yield looks(
        m.Patron,
        BORROWER,
        last_name="surname",
        first_name="given",
        email="mail",
        home_library_id="home_id",
        language=lambda r: r["prefs"]["language"],
        newsletter=lambda r: r["prefs"]["newsletter"],
        max_loans=lambda r: r["prefs"]["max_loans"],
    )
    yield looks(
        m.Copy,
        ITEM,
        library_id="branch_id",
        barcode="label",
        medium=lambda r: {"B": "book", "D": "disc", "M": "magazine"}[r["medium"]],
        acquired_on="bought",
    )
    yield looks(
        m.Loan,
        CHECKOUT,
        patron_id="borrower_id",
        copy_id="item_id",
        lent_at="out",
        due_on="due",
        returned_at="back",
    )
    yield looks(m.Fine, CHARGE, loan_id="checkout_id", amount="sum", is_paid="paid")
    cards = [{**r, "patron": n} for n, r in enumerate(BORROWER, 1)]
    yield looks(
        m.Card,
        cards,
        patron_id="patron",
        number="card_no",
        expires_on="card_expires",
        is_blocked="card_blocked",
    )
