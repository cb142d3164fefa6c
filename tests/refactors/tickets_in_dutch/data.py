from support.refactors.rows import Dice, looks, store

d = Dice(107, "nl")

ZAAL = d.rows(
    6,
    lambda n: {
        "naam": d.pick(["Grote zaal", "Kleine zaal", "Foyer"]) + f" {n}",
        "stoelen": d.between(60, 900),
        "ongenummerd": n % 3 == 0,
        "rolstoelplaatsen": d.between(0, 8),
    },
)
GEZELSCHAP = d.rows(
    14,
    lambda n: {
        "naam": "Toneelgroep " + d.last(),
        "thuisstad": d.blank(d.town()),
        "website": d.blank(f"https://g{n}.example"),
    },
)
VOORSTELLING = d.rows(
    30,
    lambda n: {
        "titel": d.pick(["De Storm", "Oedipus", "Hersenschimmen", "Café Müller"]),
        "gezelschap_id": d.ref(GEZELSCHAP),
        "duur": d.between(45, 180),
        "kijkwijzer": d.pick([0, 6, 9, 12, 16]),
        "omschrijving": d.blank(d.note(), 0.4),
    },
)
UITVOERING = d.rows(
    60,
    lambda n: {
        "voorstelling_id": d.ref(VOORSTELLING),
        "zaal_id": d.ref(ZAAL),
        "aanvang": d.moment(2024, 2025),
        "uitverkocht": d.chance(0.2),
        "geannuleerd": d.chance(0.05),
    },
)
BEZOEKER = d.rows(
    70,
    lambda n: {
        "voornaam": d.first(),
        "achternaam": d.last(),
        "mailadres": d.mail(n),
        "nieuwsbrief": d.chance(0.4),
        "geboortejaar": d.maybe(d.between(1940, 2008), 0.5),
    },
)
BESTELLING = d.rows(
    90,
    lambda n: {
        "bezoeker_id": d.ref(BEZOEKER),
        "besteld_op": d.moment(2024, 2025),
        "betaald_op": d.maybe(d.moment(2024, 2025), 0.2),
        "betaalwijze": d.pick(["ideal", "kas", "pin"]),
    },
)
KAART = d.rows(
    150,
    lambda n: {
        "bestelling_id": d.ref(BESTELLING),
        "uitvoering_id": d.ref(UITVOERING),
        "rij": d.blank(d.pick("ABCDE"), 0.3),
        "stoel": d.maybe(d.between(1, 30), 0.3),
        "prijs": d.money(8, 60),
        "gescand_op": d.maybe(d.moment(2024, 2025), 0.4),
    },
)


def fill():
    from kassa import models as m

    store(m.Zaal, ZAAL)
    store(m.Gezelschap, GEZELSCHAP)
    store(m.Voorstelling, VOORSTELLING)
    store(m.Uitvoering, UITVOERING)
    store(m.Bezoeker, BEZOEKER)
    store(m.Bestelling, BESTELLING)
    store(m.Kaart, KAART)


def arrived():
    from boxoffice import models as m

    yield looks(
        m.Hall,
        ZAAL,
        name="naam",
        capacity="stoelen",
        has_numbered_seats=lambda r: not r["ongenummerd"],
        wheelchair_places="rolstoelplaatsen",
    )
    yield looks(m.Company, GEZELSCHAP, name="naam", home_town="thuisstad", website="website")
    yield looks(
        m.Show,
        VOORSTELLING,
        title="titel",
        company_id="gezelschap_id",
        running_time="duur",
        age_rating="kijkwijzer",
        blurb="omschrijving",
    )
    yield looks(
        m.Performance,
        UITVOERING,
        show_id="voorstelling_id",
        hall_id="zaal_id",
        starts_at="aanvang",
        sold_out="uitverkocht",
        is_cancelled="geannuleerd",
    )
    yield looks(
        m.Patron,
        BEZOEKER,
        first_name="voornaam",
        last_name="achternaam",
        email="mailadres",
        newsletter="nieuwsbrief",
        birth_year="geboortejaar",
    )
    yield looks(
        m.Booking,
        BESTELLING,
        patron_id="bezoeker_id",
        ordered_at="besteld_op",
        paid_at="betaald_op",
        payment_method="betaalwijze",
    )
    yield looks(
        m.Ticket,
        KAART,
        booking_id="bestelling_id",
        performance_id="uitvoering_id",
        row="rij",
        seat="stoel",
        price="prijs",
        scanned_at="gescand_op",
    )
