from support.refactors.rows import Dice, looks, store

d = Dice(104, "pt")
CODES = ["obras", "ruido", "esplanada", "publicidade", "ocupacao"]
FREGUESIA = d.rows(8, lambda n: {"nome": d.town() + f" {n}", "codigo_ine": d.digits(6)})
MUNICIPE = d.rows(
    50,
    lambda n: {
        "nome_completo": d.name() + " " + d.last(),
        "nif": f"2{n:02}{d.digits(6)}",
        "morada": d.street(),
        "codigo_postal": d.digits(4) + "-" + d.digits(3),
        "freguesia_id": d.ref(FREGUESIA),
        "telemovel": d.blank(d.phone()),
        "data_nascimento": d.maybe(d.day(1940, 2005), 0.1),
        "falecido": d.chance(0.05),
    },
)
FUNCIONARIO = d.rows(
    9,
    lambda n: {
        "nome": d.name(),
        "categoria": d.pick(["Técnico superior", "Assistente", "Chefe de divisão"]),
        "extensao": d.blank(d.digits(4)),
    },
)
REQUERIMENTO = d.rows(
    80,
    lambda n: {
        "numero": f"{d.pick([2024, 2025])}/{n:05}",
        "requerente_id": d.ref(MUNICIPE),
        "tipo": d.pick(["obras", "ruido", "esplanada", "obras", "publicidade"]),
        "entrada_em": d.moment(2024, 2025),
        "prazo": d.maybe(d.day(2025, 2026), 0.3),
        "responsavel_id": d.maybe(d.ref(FUNCIONARIO), 0.2),
        "urgente": d.chance(0.1),
        "assunto": d.note(),
    },
)
LICENCA = d.rows(
    40,
    lambda n: {
        "requerimento_id": n,
        "emitida_em": d.day(2024, 2025),
        "valida_ate": d.maybe(d.day(2026, 2028), 0.2),
        "revogada": d.chance(0.05),
    },
)
TAXA = d.rows(
    70,
    lambda n: {
        "requerimento_id": d.ref(REQUERIMENTO),
        "descricao": d.pick(["Taxa de apreciação", "Emissão do alvará", "Vistoria"]),
        "valor": d.money(5, 600),
        "paga_em": d.maybe(d.day(2024, 2025), 0.3),
    },
)


def fill():
    from camara import models as m

    store(m.Freguesia, FREGUESIA)
    store(m.Municipe, MUNICIPE)
    store(m.Funcionario, FUNCIONARIO)
    store(m.Requerimento, REQUERIMENTO)
    store(m.Licenca, LICENCA)
    store(m.Taxa, TAXA)


def arrived():
    from council import models as m

    yield looks(m.Parish, FREGUESIA, name="nome", statistics_code="codigo_ine")
    yield looks(
        m.Resident,
        MUNICIPE,
        full_name="nome_completo",
        tax_number="nif",
        address="morada",
        postal_code="codigo_postal",
        parish_id="freguesia_id",
        mobile="telemovel",
        date_of_birth="data_nascimento",
        deceased="falecido",
    )
    yield looks(m.Officer, FUNCIONARIO, name="nome", grade="categoria", extension="extensao")
    yield looks(
        m.Application,
        REQUERIMENTO,
        number="numero",
        applicant_id="requerente_id",
        kind_id=lambda r: CODES.index(r["tipo"]) + 1,
        received_at="entrada_em",
        due_on="prazo",
        handled_by_id="responsavel_id",
        is_urgent="urgente",
        subject="assunto",
    )
    yield looks(
        m.Permit,
        LICENCA,
        application_id="requerimento_id",
        issued_on="emitida_em",
        expires_on="valida_ate",
        is_revoked="revogada",
    )
    yield looks(
        m.Fee,
        TAXA,
        application_id="requerimento_id",
        description="descricao",
        amount="valor",
        paid_on="paga_em",
    )
