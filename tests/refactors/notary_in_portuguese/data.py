from decimal import Decimal
from uuid import UUID

from support.refactors.rows import Dice, looks, store

d = Dice(406, "pt")

ESCREVENTE = d.rows(8, lambda n: {"nome": d.name(), "cedula": f"C{n:04}", "ativo": d.chance(0.8)})
LIVRO = d.rows(
    14,
    lambda n: {
        "numero": n,
        "aberto_em": d.day(2000, 2024),
        "encerrado_em": d.maybe(d.day(2005, 2025), 0.4),
        "folhas": d.pick([150, 200]),
    },
)
OUTORGANTE = d.rows(
    60,
    lambda n: {
        "nome": d.name(),
        "nif": f"{n:03}" + d.digits(6),
        "estado_civil": d.blank(d.pick(["solteiro", "casado", "divorciado"])),
        "morada": d.street(),
        "freguesia": d.town(),
    },
)
ESCRITURA = d.rows(
    90,
    lambda n: {
        "livro_id": d.ref(LIVRO),
        "folha": d.between(1, 150),
        "escrevente_id": d.ref(ESCREVENTE),
        "lavrada_em": d.day(2005, 2025),
        "assunto": d.pick(["compra e venda", "doação", "hipoteca"]),
        "emolumentos": d.between(5000, 90000),
        "anulada": d.chance(0.05),
    },
)
INTERVENIENTE = d.rows(
    160,
    lambda n: {
        "escritura_id": d.ref(ESCRITURA),
        "outorgante_id": d.ref(OUTORGANTE),
        "qualidade": d.pick(["vendedor", "comprador", "testemunha"]),
        "assinou": d.chance(0.95),
    },
)
CERTIDAO = d.rows(
    70,
    lambda n: {
        "escritura_id": d.ref(ESCRITURA),
        "pedida_em": d.moment(2015, 2025),
        "entregue_em": d.maybe(d.moment(2015, 2025), 0.2),
        "codigo": UUID(int=d.random.getrandbits(128)),
    },
)


def fill():
    from cartorio import models as m

    store(m.Escrevente, ESCREVENTE)
    store(m.Livro, LIVRO)
    store(m.Outorgante, OUTORGANTE)
    store(m.Escritura, ESCRITURA)
    store(m.Interveniente, INTERVENIENTE)
    store(m.Certidao, CERTIDAO)


def arrived():
    from notary import models as m

    yield looks(m.Clerk, ESCREVENTE, name="nome", licence="cedula", is_active="ativo")
    yield looks(
        m.Register,
        LIVRO,
        number="numero",
        opened_on="aberto_em",
        closed_on="encerrado_em",
        sheets="folhas",
    )
    yield looks(
        m.Party,
        OUTORGANTE,
        name="nome",
        tax_number="nif",
        marital_status="estado_civil",
        address="morada",
        parish="freguesia",
    )
    yield looks(
        m.Deed,
        ESCRITURA,
        register_id="livro_id",
        sheet="folha",
        clerk_id="escrevente_id",
        executed_on="lavrada_em",
        subject="assunto",
        fee=lambda r: Decimal(r["emolumentos"]) / 100,
        is_void="anulada",
    )
    yield looks(
        m.DeedParty,
        INTERVENIENTE,
        deed_id="escritura_id",
        party_id="outorgante_id",
        capacity="qualidade",
        has_signed="assinou",
    )
    yield looks(
        m.CertifiedCopy,
        CERTIDAO,
        deed_id="escritura_id",
        requested_at="pedida_em",
        delivered_at="entregue_em",
        access_code="codigo",
    )
