from support.refactors.rows import Dice, looks, store

d = Dice(616, "es")

PAIS = d.rows(
    20,
    lambda n: {
        "codigo": f"{chr(64 + n)}Z",
        "nombre": d.town(),
    },
)
CIUDAD = d.rows(
    30,
    lambda n: {
        "pais_id": d.ref(PAIS),
        "nombre": d.town(),
    },
)
MONEDA = d.rows(
    6,
    lambda n: {
        "codigo": f"C{n:02}",
        "nombre": d.last(),
    },
)
IDIOMA = d.rows(
    8,
    lambda n: {
        "codigo": f"l{n}",
        "nombre": d.last(),
    },
)
EMPRESA = d.rows(
    60,
    lambda n: {
        "nombre": d.firm(),
        "cif": f"KX{n:04}",
        "ciudad_id": d.ref(CIUDAD),
        "telefono": d.blank(d.phone()),
        "correo": d.blank(d.mail(n)),
        "activa": d.chance(0.3),
    },
)
CONTACTO = d.rows(
    80,
    lambda n: {
        "empresa_id": d.ref(EMPRESA),
        "nombre": d.name(),
        "cargo": d.blank(d.note()),
        "movil": d.blank(d.phone()),
    },
)
NAVIERA = d.rows(
    15,
    lambda n: {
        "empresa_id": n,
        "prefijo": f"{n:04}",
    },
)
AGENCIA = d.rows(
    12,
    lambda n: {
        "empresa_id": d.ref(EMPRESA),
        "licencia": f"KX{n:04}",
        "vence": d.day(),
    },
)
TIPOBUQUE = d.rows(
    9,
    lambda n: {
        "nombre": d.last(),
    },
)
BUQUE = d.rows(
    70,
    lambda n: {
        "nombre": d.first(),
        "imo": f"{n:07}",
        "tipo_id": d.ref(TIPOBUQUE),
        "naviera_id": d.maybe(d.ref(NAVIERA)),
        "bandera_id": d.ref(PAIS),
        "eslora": d.money(3, 400),
        "manga": d.money(3, 400),
        "calado": d.money(3, 400),
        "construido": d.between(1970, 2024),
    },
)
CAPITAN = d.rows(
    40,
    lambda n: {
        "nombre": d.first(),
        "apellidos": d.last(),
        "titulo": f"KX{n:04}",
        "nacionalidad_id": d.ref(PAIS),
    },
)
MUELLE = d.rows(
    10,
    lambda n: {
        "nombre": d.last(),
        "longitud": d.money(3, 400),
        "calado": d.money(3, 400),
    },
)
ATRAQUE = d.rows(
    30,
    lambda n: {
        "muelle_id": d.ref(MUELLE),
        "numero": d.between(1, 60),
        "bolardos": d.between(1, 60),
        "activo": d.chance(0.3),
    },
)
ESCALA = d.rows(
    90,
    lambda n: {
        "buque_id": d.ref(BUQUE),
        "agencia_id": d.ref(AGENCIA),
        "atraque_id": d.maybe(d.ref(ATRAQUE)),
        "capitan_id": d.maybe(d.ref(CAPITAN)),
        "llegada": d.moment(2023, 2023),
        "salida": d.maybe(d.moment(2024, 2024)),
        "procedencia": d.town(),
        "destino": d.blank(d.town()),
        "cancelada": d.chance(0.3),
    },
)
PRACTICO = d.rows(
    12,
    lambda n: {
        "nombre": d.name(),
        "numero": n,
    },
)
PRACTICAJE = d.rows(
    80,
    lambda n: {
        "escala_id": d.ref(ESCALA),
        "practico_id": d.ref(PRACTICO),
        "inicio": d.moment(),
        "fin": d.maybe(d.moment()),
    },
)
REMOLCADOR = d.rows(
    8,
    lambda n: {
        "nombre": d.first(),
        "potencia": d.between(1, 5000),
    },
)
REMOLQUE = d.rows(
    70,
    lambda n: {
        "escala_id": d.ref(ESCALA),
        "remolcador_id": d.ref(REMOLCADOR),
        "hora": d.moment(),
        "importe": d.money(3, 400),
    },
)
AMARRE = d.rows(
    60,
    lambda n: {
        "escala_id": d.ref(ESCALA),
        "cabos": d.between(1, 60),
        "hora": d.moment(),
    },
)
TERMINAL = d.rows(
    6,
    lambda n: {
        "nombre": d.last(),
        "concesion": d.maybe(d.day()),
    },
)
GRUA = d.rows(
    14,
    lambda n: {
        "terminal_id": d.ref(TERMINAL),
        "codigo": f"KX{n:04}",
        "carga_max": d.money(3, 400),
        "averiada": d.chance(0.3),
    },
)
AVERIA = d.rows(
    40,
    lambda n: {
        "grua_id": d.ref(GRUA),
        "desde": d.moment(),
        "hasta": d.maybe(d.moment()),
        "causa": d.note(),
    },
)
PATIO = d.rows(
    9,
    lambda n: {
        "terminal_id": d.ref(TERMINAL),
        "nombre": d.last(),
        "capacidad": d.between(1, 5000),
    },
)
BLOQUE = d.rows(
    25,
    lambda n: {
        "patio_id": d.ref(PATIO),
        "letra": f"{n:02}",
        "filas": d.between(1, 60),
    },
)
TIPOCONTENEDOR = d.rows(
    8,
    lambda n: {
        "iso": f"{n:04}",
        "pies": d.between(1, 60),
        "frigorifico": d.chance(0.3),
    },
)
CONTENEDOR = d.rows(
    120,
    lambda n: {
        "matricula": f"ABCU{n:07}",
        "tipo_id": d.ref(TIPOCONTENEDOR),
        "propietario_id": d.maybe(d.ref(NAVIERA)),
        "tara": d.between(1, 5000),
    },
)
MOVIMIENTO = d.rows(
    160,
    lambda n: {
        "contenedor_id": d.ref(CONTENEDOR),
        "bloque_id": d.maybe(d.ref(BLOQUE)),
        "grua_id": d.maybe(d.ref(GRUA)),
        "momento": d.moment(),
        "entrada": d.chance(0.3),
    },
)
PRECINTO = d.rows(
    70,
    lambda n: {
        "contenedor_id": d.ref(CONTENEDOR),
        "numero": f"KX{n:04}",
        "roto": d.chance(0.3),
    },
)
MERCANCIA = d.rows(
    25,
    lambda n: {
        "partida": f"KX{n:04}",
        "descripcion": d.note(),
        "peligrosa": d.chance(0.3),
    },
)
CONOCIMIENTO = d.rows(
    80,
    lambda n: {
        "escala_id": d.ref(ESCALA),
        "numero": f"KX{n:04}",
        "cargador_id": d.ref(EMPRESA),
        "consignatario_id": d.ref(EMPRESA),
        "fecha": d.day(),
    },
)
PARTIDA = d.rows(
    120,
    lambda n: {
        "conocimiento_id": d.ref(CONOCIMIENTO),
        "mercancia_id": d.ref(MERCANCIA),
        "bultos": d.between(1, 5000),
        "peso": d.money(3, 400),
    },
)
ADUANA = d.rows(
    5,
    lambda n: {
        "nombre": d.town(),
        "codigo": f"KX{n:04}",
    },
)
DECLARACION = d.rows(
    70,
    lambda n: {
        "conocimiento_id": d.ref(CONOCIMIENTO),
        "aduana_id": d.ref(ADUANA),
        "presentada": d.moment(),
        "levante": d.maybe(d.moment()),
        "canal": d.pick("VNR"),
    },
)
INSPECCION = d.rows(
    50,
    lambda n: {
        "declaracion_id": d.ref(DECLARACION),
        "fecha": d.day(),
        "resultado": d.last(),
        "acta": d.blank(d.last()),
    },
)
CAMION = d.rows(
    40,
    lambda n: {
        "matricula": f"KX{n:04}",
        "empresa_id": d.ref(EMPRESA),
        "tara": d.between(1, 5000),
    },
)
CONDUCTOR = d.rows(
    40,
    lambda n: {
        "nombre": d.name(),
        "dni": f"KX{n:04}",
        "empresa_id": d.maybe(d.ref(EMPRESA)),
    },
)
PUERTA = d.rows(
    4,
    lambda n: {
        "nombre": d.last(),
        "abierta": d.chance(0.3),
    },
)
PASOPUERTA = d.rows(
    120,
    lambda n: {
        "puerta_id": d.ref(PUERTA),
        "camion_id": d.ref(CAMION),
        "conductor_id": d.ref(CONDUCTOR),
        "contenedor_id": d.maybe(d.ref(CONTENEDOR)),
        "momento": d.moment(),
        "salida": d.chance(0.3),
    },
)
CITA = d.rows(
    80,
    lambda n: {
        "terminal_id": d.ref(TERMINAL),
        "camion_id": d.ref(CAMION),
        "prevista": d.moment(),
        "cumplida": d.chance(0.3),
    },
)
TARIFA = d.rows(
    20,
    lambda n: {
        "concepto": d.last(),
        "precio": d.money(3, 400),
        "moneda_id": d.ref(MONEDA),
        "desde": d.day(2020, 2021),
        "hasta": d.maybe(d.day(2023, 2024)),
    },
)
FACTURA = d.rows(
    90,
    lambda n: {
        "empresa_id": d.ref(EMPRESA),
        "escala_id": d.maybe(d.ref(ESCALA)),
        "numero": f"KX{n:04}",
        "fecha": d.day(),
        "base": d.money(3, 400),
        "iva": d.money(3, 400),
        "pagada": d.chance(0.3),
    },
)
LINEAFACTURA = d.rows(
    150,
    lambda n: {
        "factura_id": d.ref(FACTURA),
        "tarifa_id": d.ref(TARIFA),
        "cantidad": d.money(3, 400),
        "importe": d.money(3, 400),
    },
)
COBRO = d.rows(
    60,
    lambda n: {
        "factura_id": d.ref(FACTURA),
        "fecha": d.day(),
        "importe": d.money(3, 400),
        "medio": f"KX{n:04}",
    },
)
EMPLEADO = d.rows(
    50,
    lambda n: {
        "nombre": d.first(),
        "apellidos": d.last(),
        "alta": d.day(),
        "baja": d.maybe(d.day()),
    },
)
DEPARTAMENTO = d.rows(
    9,
    lambda n: {
        "nombre": d.last(),
        "jefe_id": d.maybe(d.ref(EMPLEADO)),
    },
)
TURNO = d.rows(
    100,
    lambda n: {
        "empleado_id": d.ref(EMPLEADO),
        "inicio": d.moment(2023, 2023),
        "fin": d.moment(2024, 2024),
    },
)
FORMACION = d.rows(
    30,
    lambda n: {
        "titulo": d.note(),
        "horas": d.between(1, 60),
    },
)
ACCIDENTE = d.rows(
    25,
    lambda n: {
        "empleado_id": d.maybe(d.ref(EMPLEADO)),
        "fecha": d.day(),
        "grave": d.chance(0.3),
        "relato": d.note(),
    },
)
VERTIDO = d.rows(
    15,
    lambda n: {
        "escala_id": d.maybe(d.ref(ESCALA)),
        "detectado": d.moment(),
        "litros": d.between(1, 5000),
    },
)
RESIDUO = d.rows(
    50,
    lambda n: {
        "escala_id": d.ref(ESCALA),
        "clase": d.last(),
        "metros": d.money(3, 400),
    },
)
CONCESION = d.rows(
    20,
    lambda n: {
        "empresa_id": d.ref(EMPRESA),
        "terminal_id": d.maybe(d.ref(TERMINAL)),
        "superficie": d.money(3, 400),
        "canon": d.money(3, 400),
        "firma": d.day(),
    },
)
OBRA = d.rows(
    20,
    lambda n: {
        "muelle_id": d.maybe(d.ref(MUELLE)),
        "titulo": d.note(),
        "presupuesto": d.money(3, 400),
        "terminada": d.chance(0.3),
    },
)
FARO = d.rows(
    7,
    lambda n: {
        "nombre": d.last(),
        "alcance": d.between(1, 60),
        "altura": d.between(1, 60),
    },
)
BOYA = d.rows(
    30,
    lambda n: {
        "faro_id": d.maybe(d.ref(FARO)),
        "color": f"KX{n:04}",
        "fondeada": d.day(),
    },
)
AVISONAVEGANTES = d.rows(
    40,
    lambda n: {
        "numero": f"KX{n:04}",
        "texto": d.note(),
        "publicado": d.moment(),
        "vigente": d.chance(0.3),
    },
)
FORMACION_ASISTENTES = [
    {"formacion_id": a, "empleado_id": b}
    for a in range(1, len(FORMACION) + 1)
    for b in sorted(d.random.sample(range(1, len(EMPLEADO) + 1), 3))
]


def fill():
    from puerto import models as m

    store(m.Pais, PAIS)
    store(m.Ciudad, CIUDAD)
    store(m.Moneda, MONEDA)
    store(m.Idioma, IDIOMA)
    store(m.Empresa, EMPRESA)
    store(m.Contacto, CONTACTO)
    store(m.Naviera, NAVIERA)
    store(m.Agencia, AGENCIA)
    store(m.TipoBuque, TIPOBUQUE)
    store(m.Buque, BUQUE)
    store(m.Capitan, CAPITAN)
    store(m.Muelle, MUELLE)
    store(m.Atraque, ATRAQUE)
    store(m.Escala, ESCALA)
    store(m.Practico, PRACTICO)
    store(m.Practicaje, PRACTICAJE)
    store(m.Remolcador, REMOLCADOR)
    store(m.Remolque, REMOLQUE)
    store(m.Amarre, AMARRE)
    store(m.Terminal, TERMINAL)
    store(m.Grua, GRUA)
    store(m.Averia, AVERIA)
    store(m.Patio, PATIO)
    store(m.Bloque, BLOQUE)
    store(m.TipoContenedor, TIPOCONTENEDOR)
    store(m.Contenedor, CONTENEDOR)
    store(m.Movimiento, MOVIMIENTO)
    store(m.Precinto, PRECINTO)
    store(m.Mercancia, MERCANCIA)
    store(m.Conocimiento, CONOCIMIENTO)
    store(m.Partida, PARTIDA)
    store(m.Aduana, ADUANA)
    store(m.Declaracion, DECLARACION)
    store(m.Inspeccion, INSPECCION)
    store(m.Camion, CAMION)
    store(m.Conductor, CONDUCTOR)
    store(m.Puerta, PUERTA)
    store(m.PasoPuerta, PASOPUERTA)
    store(m.Cita, CITA)
    store(m.Tarifa, TARIFA)
    store(m.Factura, FACTURA)
    store(m.LineaFactura, LINEAFACTURA)
    store(m.Cobro, COBRO)
    store(m.Empleado, EMPLEADO)
    store(m.Departamento, DEPARTAMENTO)
    store(m.Turno, TURNO)
    store(m.Formacion, FORMACION)
    store(m.Accidente, ACCIDENTE)
    store(m.Vertido, VERTIDO)
    store(m.Residuo, RESIDUO)
    store(m.Concesion, CONCESION)
    store(m.Obra, OBRA)
    store(m.Faro, FARO)
    store(m.Boya, BOYA)
    store(m.AvisoNavegantes, AVISONAVEGANTES)
    store(m.Formacion.asistentes.through, FORMACION_ASISTENTES)


def arrived():
    from port import models as m

    yield looks(m.Country, PAIS, code="codigo", name="nombre")
    yield looks(m.City, CIUDAD, country_id="pais_id", name="nombre")
    yield looks(m.Currency, MONEDA, code="codigo", name="nombre")
    yield looks(m.Language, IDIOMA, code="codigo", name="nombre")
    yield looks(
        m.Company,
        EMPRESA,
        name="nombre",
        tax_number="cif",
        city_id="ciudad_id",
        phone="telefono",
        email="correo",
        is_active="activa",
    )
    yield looks(
        m.Contact,
        CONTACTO,
        company_id="empresa_id",
        name="nombre",
        position="cargo",
        mobile="movil",
    )
    yield looks(m.ShippingLine, NAVIERA, company_id="empresa_id", prefix="prefijo")
    yield looks(m.Agency, AGENCIA, company_id="empresa_id", licence="licencia", expires_on="vence")
    yield looks(m.VesselType, TIPOBUQUE, name="nombre")
    yield looks(
        m.Vessel,
        BUQUE,
        name="nombre",
        imo="imo",
        vessel_type_id="tipo_id",
        shipping_line_id="naviera_id",
        flag_id="bandera_id",
        length="eslora",
        beam="manga",
        draught="calado",
        built_in="construido",
    )
    yield looks(
        m.Master,
        CAPITAN,
        first_name="nombre",
        last_name="apellidos",
        certificate="titulo",
        nationality_id="nacionalidad_id",
    )
    yield looks(m.Quay, MUELLE, name="nombre", length="longitud", depth="calado")
    yield looks(
        m.Berth,
        ATRAQUE,
        quay_id="muelle_id",
        number="numero",
        bollards="bolardos",
        is_active="activo",
    )
    yield looks(
        m.PortCall,
        ESCALA,
        vessel_id="buque_id",
        agency_id="agencia_id",
        berth_id="atraque_id",
        master_id="capitan_id",
        arrived_at="llegada",
        departed_at="salida",
        last_port="procedencia",
        next_port="destino",
        is_cancelled="cancelada",
    )
    yield looks(m.Pilot, PRACTICO, name="nombre", number="numero")
    yield looks(
        m.Pilotage,
        PRACTICAJE,
        port_call_id="escala_id",
        pilot_id="practico_id",
        started_at="inicio",
        ended_at="fin",
    )
    yield looks(m.Tug, REMOLCADOR, name="nombre", power="potencia")
    yield looks(
        m.Towage,
        REMOLQUE,
        port_call_id="escala_id",
        tug_id="remolcador_id",
        performed_at="hora",
        amount="importe",
    )
    yield looks(m.Mooring, AMARRE, port_call_id="escala_id", ropes="cabos", performed_at="hora")
    yield looks(m.Terminal, TERMINAL, name="nombre", concession_until="concesion")
    yield looks(
        m.Crane,
        GRUA,
        terminal_id="terminal_id",
        code="codigo",
        max_load="carga_max",
        is_broken="averiada",
    )
    yield looks(
        m.Breakdown, AVERIA, crane_id="grua_id", since="desde", until="hasta", cause="causa"
    )
    yield looks(m.Yard, PATIO, terminal_id="terminal_id", name="nombre", capacity="capacidad")
    yield looks(m.Block, BLOQUE, yard_id="patio_id", letter="letra", rows="filas")
    yield looks(
        m.ContainerType, TIPOCONTENEDOR, iso_code="iso", feet="pies", is_reefer="frigorifico"
    )
    yield looks(
        m.Container,
        CONTENEDOR,
        number="matricula",
        container_type_id="tipo_id",
        owner_id="propietario_id",
        tare="tara",
    )
    yield looks(
        m.Movement,
        MOVIMIENTO,
        container_id="contenedor_id",
        block_id="bloque_id",
        crane_id="grua_id",
        moved_at="momento",
        is_inbound="entrada",
    )
    yield looks(m.Seal, PRECINTO, container_id="contenedor_id", number="numero", is_broken="roto")
    yield looks(
        m.Commodity,
        MERCANCIA,
        tariff_code="partida",
        description="descripcion",
        is_dangerous="peligrosa",
    )
    yield looks(
        m.BillOfLading,
        CONOCIMIENTO,
        port_call_id="escala_id",
        number="numero",
        shipper_id="cargador_id",
        consignee_id="consignatario_id",
        issued_on="fecha",
    )
    yield looks(
        m.CargoItem,
        PARTIDA,
        bill_id="conocimiento_id",
        commodity_id="mercancia_id",
        packages="bultos",
        weight="peso",
    )
    yield looks(m.CustomsOffice, ADUANA, name="nombre", code="codigo")
    yield looks(
        m.Declaration,
        DECLARACION,
        bill_id="conocimiento_id",
        customs_office_id="aduana_id",
        filed_at="presentada",
        released_at="levante",
        channel="canal",
    )
    yield looks(
        m.Inspection,
        INSPECCION,
        declaration_id="declaracion_id",
        held_on="fecha",
        outcome="resultado",
    )
    yield looks(m.Truck, CAMION, plate="matricula", haulier_id="empresa_id", tare="tara")
    yield looks(m.TruckDriver, CONDUCTOR, name="nombre", id_number="dni", haulier_id="empresa_id")
    yield looks(m.Gate, PUERTA, name="nombre", is_open="abierta")
    yield looks(
        m.GatePass,
        PASOPUERTA,
        gate_id="puerta_id",
        truck_id="camion_id",
        driver_id="conductor_id",
        container_id="contenedor_id",
        passed_at="momento",
        is_outbound="salida",
    )
    yield looks(
        m.Slot,
        CITA,
        terminal_id="terminal_id",
        truck_id="camion_id",
        planned_at="prevista",
        is_kept="cumplida",
    )
    yield looks(
        m.Tariff,
        TARIFA,
        label="concepto",
        price="precio",
        currency_id="moneda_id",
        valid_from="desde",
        valid_until="hasta",
    )
    yield looks(
        m.Invoice,
        FACTURA,
        company_id="empresa_id",
        port_call_id="escala_id",
        number="numero",
        issued_on="fecha",
        net="base",
        vat="iva",
        is_paid="pagada",
    )
    yield looks(
        m.InvoiceLine,
        LINEAFACTURA,
        invoice_id="factura_id",
        tariff_id="tarifa_id",
        quantity="cantidad",
        amount="importe",
    )
    yield looks(
        m.Receipt,
        COBRO,
        invoice_id="factura_id",
        received_on="fecha",
        amount="importe",
        means="medio",
    )
    yield looks(
        m.Employee,
        EMPLEADO,
        first_name="nombre",
        last_name="apellidos",
        hired_on="alta",
        left_on="baja",
    )
    yield looks(m.Department, DEPARTAMENTO, name="nombre", head_id="jefe_id")
    yield looks(m.Shift, TURNO, employee_id="empleado_id", starts_at="inicio", ends_at="fin")
    yield looks(m.Training, FORMACION, title="titulo", hours="horas")
    yield looks(
        m.Accident,
        ACCIDENTE,
        employee_id="empleado_id",
        happened_on="fecha",
        is_serious="grave",
        account="relato",
    )
    yield looks(
        m.Spill, VERTIDO, port_call_id="escala_id", detected_at="detectado", litres="litros"
    )
    yield looks(m.Waste, RESIDUO, port_call_id="escala_id", category="clase", cubic_metres="metros")
    yield looks(
        m.Concession,
        CONCESION,
        company_id="empresa_id",
        terminal_id="terminal_id",
        area="superficie",
        rent="canon",
        signed_on="firma",
    )
    yield looks(
        m.Work,
        OBRA,
        quay_id="muelle_id",
        title="titulo",
        budget="presupuesto",
        is_finished="terminada",
    )
    yield looks(m.Lighthouse, FARO, name="nombre", range="alcance", height="altura")
    yield looks(m.Buoy, BOYA, lighthouse_id="faro_id", colour="color", laid_on="fondeada")
    yield looks(
        m.NoticeToMariners,
        AVISONAVEGANTES,
        number="numero",
        text="texto",
        published_at="publicado",
        is_current="vigente",
    )
    yield looks(
        m.Training.attendees.through,
        FORMACION_ASISTENTES,
        training_id="formacion_id",
        employee_id="empleado_id",
    )
