from support.refactors.rows import Dice, looks, store

d = Dice(602, "it")

CLIENTE = d.rows(
    50,
    lambda n: {
        "ragione_sociale": d.firm(),
        "partita_iva": f"{n:011}",
        "indirizzo": d.street(),
        "citta": d.town(),
        "fido": d.money(3, 400),
        "bloccato": d.chance(0.3),
    },
)
AUTISTA = d.rows(
    30,
    lambda n: {
        "cognome": d.last(),
        "nome": d.first(),
        "patente": f"KX{n:04}",
        "assunto": d.day(),
    },
)
MEZZO = d.rows(
    25,
    lambda n: {
        "targa": f"KX{n:04}",
        "portata_kg": d.between(1, 5000),
        "immatricolato": d.day(),
        "revisione": d.maybe(d.day()),
    },
)
MAGAZZINO = d.rows(
    8,
    lambda n: {
        "sigla": f"{n:04}",
        "citta": d.town(),
        "ribalte": d.between(1, 60),
    },
)
SPEDIZIONE = d.rows(
    160,
    lambda n: {
        "cliente_id": d.ref(CLIENTE),
        "mittente": d.firm(),
        "destinatario": d.firm(),
        "colli": d.between(1, 60),
        "peso_lordo": d.money(100, 900),
        "peso_netto": d.money(10, 99),
        "ritiro": d.day(2024, 2024),
        "consegna": d.maybe(d.day(2025, 2025)),
        "assicurata": d.chance(0.3),
    },
)
VIAGGIO = d.rows(
    90,
    lambda n: {
        "mezzo_id": d.ref(MEZZO),
        "autista_id": d.ref(AUTISTA),
        "partenza": d.moment(2024, 2024),
        "arrivo": d.maybe(d.moment(2025, 2025)),
        "km_iniziali": d.between(1000, 90000),
        "km_finali": d.between(90001, 190000),
    },
)
CARICO = d.rows(
    150,
    lambda n: {
        "viaggio_id": d.ref(VIAGGIO),
        "spedizione_id": d.ref(SPEDIZIONE),
        "magazzino_id": d.maybe(d.ref(MAGAZZINO)),
        "posizione": d.between(1, 60),
    },
)
FATTURA = d.rows(
    100,
    lambda n: {
        "cliente_id": d.ref(CLIENTE),
        "numero": f"KX{n:04}",
        "emessa": d.day(),
        "imponibile": d.money(3, 400),
        "pagata": d.chance(0.3),
        "sollecito": d.maybe(d.day()),
    },
)


def fill():
    from trasporti import models as m

    store(m.Cliente, CLIENTE)
    store(m.Autista, AUTISTA)
    store(m.Mezzo, MEZZO)
    store(m.Magazzino, MAGAZZINO)
    store(m.Spedizione, SPEDIZIONE)
    store(m.Viaggio, VIAGGIO)
    store(m.Carico, CARICO)
    store(m.Fattura, FATTURA)


def arrived():
    from trasporti import models as m

    yield looks(
        m.Customer,
        CLIENTE,
        company_name="ragione_sociale",
        vat_number="partita_iva",
        address="indirizzo",
        city="citta",
        credit_limit="fido",
        is_blocked="bloccato",
    )
    yield looks(
        m.Driver,
        AUTISTA,
        last_name="cognome",
        first_name="nome",
        licence_number="patente",
        hired_on="assunto",
    )
    yield looks(
        m.Vehicle,
        MEZZO,
        plate="targa",
        payload_kg="portata_kg",
        registered_on="immatricolato",
        inspected_on="revisione",
    )
    yield looks(m.Depot, MAGAZZINO, code="sigla", city="citta", docks="ribalte")
    yield looks(
        m.Consignment,
        SPEDIZIONE,
        customer_id="cliente_id",
        sender="mittente",
        recipient="destinatario",
        packages="colli",
        gross_weight="peso_lordo",
        net_weight="peso_netto",
        collected_on="ritiro",
        delivered_on="consegna",
        is_insured="assicurata",
    )
    yield looks(
        m.Trip,
        VIAGGIO,
        vehicle_id="mezzo_id",
        driver_id="autista_id",
        departed_at="partenza",
        arrived_at="arrivo",
        odometer_start="km_iniziali",
        odometer_end="km_finali",
    )
    yield looks(
        m.Load,
        CARICO,
        trip_id="viaggio_id",
        consignment_id="spedizione_id",
        depot_id="magazzino_id",
        position="posizione",
    )
    yield looks(
        m.Invoice,
        FATTURA,
        customer_id="cliente_id",
        number="numero",
        issued_on="emessa",
        net_amount="imponibile",
        is_paid="pagata",
        disputed_on=lambda r: None,
    )
