from support.refactors.rows import Dice, looks, store

d = Dice(103, "fr")

ENTREPOT = d.rows(
    9,
    lambda n: {
        "nom": d.town(),
        "adresse": d.street(),
        "code_postal": d.digits(5),
        "ville": d.town(),
        "surface_m2": d.between(400, 9000),
        "ouvert_la_nuit": d.chance(0.3),
    },
)
CHAUFFEUR = d.rows(
    18,
    lambda n: {
        "prenom": d.first(),
        "nom": d.last(),
        "permis": f"{n:02}{d.digits(10)}",
        "embauche_le": d.day(2005, 2025),
        "actif": d.chance(0.9),
    },
)
CAMION = d.rows(
    15,
    lambda n: {
        "immatriculation": f"{d.pick(['AB', 'CD'])}-{100 + n}-{d.pick(['EF', 'GH'])}",
        "charge_utile_kg": d.pick([3500, 7500, 19000]),
        "kilometrage": d.between(1000, 400000),
        "entrepot_id": d.ref(ENTREPOT),
    },
)
EXPEDITEUR = d.rows(
    30,
    lambda n: {
        "raison_sociale": d.firm(),
        "siret": f"{n:02}{d.digits(12)}",
        "courriel": d.blank(d.mail(n), 0.2),
        "telephone": d.blank(d.phone()),
    },
)
TOURNEE = d.rows(
    40,
    lambda n: {
        "jour": d.day(2024, 2025),
        "chauffeur_id": d.ref(CHAUFFEUR),
        "camion_id": d.ref(CAMION),
        "depart": d.maybe(d.moment(2024, 2025), 0.2),
        "retour": d.maybe(d.moment(2024, 2025), 0.4),
    },
)
COLIS = d.rows(
    120,
    lambda n: {
        "numero_suivi": f"FR{n:04}{d.digits(8)}",
        "expediteur_id": d.ref(EXPEDITEUR),
        "destinataire": d.name(),
        "ville_destination": d.town(),
        "poids_brut": d.money(2, 30),
        "poids_net": d.maybe(d.money(1, 2), 0.3),
        "valeur_declaree": d.maybe(d.money(10, 900), 0.6),
        "fragile": d.chance(0.2),
        "contre_remboursement": d.chance(0.1),
        "tournee_id": d.maybe(d.ref(TOURNEE), 0.2),
        "date_livraison": d.maybe(d.day(2024, 2025), 0.3),
    },
)
EVENEMENT = d.rows(
    150,
    lambda n: {
        "colis_id": d.ref(COLIS),
        "entrepot_id": d.maybe(d.ref(ENTREPOT), 0.3),
        "horodatage": d.moment(2024, 2025),
        "code": d.pick(["ARR", "DEP", "LIV", "AVI"]),
    },
)


def fill():
    from transport import models as m

    store(m.Entrepot, ENTREPOT)
    store(m.Chauffeur, CHAUFFEUR)
    store(m.Camion, CAMION)
    store(m.Expediteur, EXPEDITEUR)
    store(m.Tournee, TOURNEE)
    store(m.Colis, COLIS)
    store(m.Evenement, EVENEMENT)


def arrived():
    from logistics import models as m

    yield looks(
        m.Depot,
        ENTREPOT,
        name="nom",
        address="adresse",
        postal_code="code_postal",
        city="ville",
        area_m2="surface_m2",
        open_at_night="ouvert_la_nuit",
    )
    yield looks(
        m.Driver,
        CHAUFFEUR,
        given_name="prenom",
        family_name="nom",
        licence="permis",
        hired_on="embauche_le",
        is_active="actif",
    )
    yield looks(
        m.Truck,
        CAMION,
        plate="immatriculation",
        payload_kg="charge_utile_kg",
        odometer_km="kilometrage",
        depot_id="entrepot_id",
    )
    yield looks(
        m.Shipper,
        EXPEDITEUR,
        company_name="raison_sociale",
        siret="siret",
        email="courriel",
        phone="telephone",
    )
    yield looks(
        m.Round,
        TOURNEE,
        day="jour",
        driver_id="chauffeur_id",
        truck_id="camion_id",
        departed_at="depart",
        returned_at="retour",
    )
    yield looks(
        m.Parcel,
        COLIS,
        tracking_number="numero_suivi",
        shipper_id="expediteur_id",
        recipient="destinataire",
        destination_city="ville_destination",
        gross_weight="poids_brut",
        net_weight="poids_net",
        declared_value="valeur_declaree",
        fragile="fragile",
        cash_on_delivery="contre_remboursement",
        round_id="tournee_id",
        delivered_on="date_livraison",
    )
    yield looks(
        m.Scan,
        EVENEMENT,
        parcel_id="colis_id",
        depot_id="entrepot_id",
        scanned_at="horodatage",
        event=lambda r: {
            "ARR": "arrived",
            "DEP": "departed",
            "LIV": "delivered",
            "AVI": "notice_left",
        }[r["code"]],
    )
