from django.db import models


class Pais(models.Model):
    codigo = models.CharField(max_length=2, unique=True)
    nombre = models.CharField(max_length=60)


class Ciudad(models.Model):
    pais = models.ForeignKey("Pais", models.CASCADE)
    nombre = models.CharField(max_length=60)


class Moneda(models.Model):
    codigo = models.CharField(max_length=3, unique=True)
    nombre = models.CharField(max_length=40)


class Idioma(models.Model):
    codigo = models.CharField(max_length=5, unique=True)
    nombre = models.CharField(max_length=40)


class Empresa(models.Model):
    nombre = models.CharField(max_length=100)
    cif = models.CharField(max_length=12, unique=True)
    ciudad = models.ForeignKey("Ciudad", models.CASCADE)
    telefono = models.CharField(max_length=20, blank=True)
    correo = models.EmailField(blank=True)
    activa = models.BooleanField()


class Contacto(models.Model):
    empresa = models.ForeignKey("Empresa", models.CASCADE)
    nombre = models.CharField(max_length=80)
    cargo = models.CharField(max_length=60, blank=True)
    movil = models.CharField(max_length=20, blank=True)


class Naviera(models.Model):
    empresa = models.OneToOneField("Empresa", models.CASCADE)
    prefijo = models.CharField(max_length=4, unique=True)


class Agencia(models.Model):
    empresa = models.ForeignKey("Empresa", models.CASCADE)
    licencia = models.CharField(max_length=12, unique=True)
    vence = models.DateField()


class TipoBuque(models.Model):
    nombre = models.CharField(max_length=40)


class Buque(models.Model):
    nombre = models.CharField(max_length=60)
    imo = models.CharField(max_length=7, unique=True)
    tipo = models.ForeignKey("TipoBuque", models.CASCADE)
    naviera = models.ForeignKey("Naviera", models.SET_NULL, null=True)
    bandera = models.ForeignKey("Pais", models.CASCADE)
    eslora = models.DecimalField(max_digits=6, decimal_places=2)
    manga = models.DecimalField(max_digits=6, decimal_places=2)
    calado = models.DecimalField(max_digits=5, decimal_places=2)
    construido = models.SmallIntegerField()


class Capitan(models.Model):
    nombre = models.CharField(max_length=40)
    apellidos = models.CharField(max_length=60)
    titulo = models.CharField(max_length=20, unique=True)
    nacionalidad = models.ForeignKey("Pais", models.CASCADE)


class Muelle(models.Model):
    nombre = models.CharField(max_length=40)
    longitud = models.DecimalField(max_digits=7, decimal_places=2)
    calado = models.DecimalField(max_digits=5, decimal_places=2)


class Atraque(models.Model):
    muelle = models.ForeignKey("Muelle", models.CASCADE)
    numero = models.SmallIntegerField()
    bolardos = models.SmallIntegerField()
    activo = models.BooleanField()


class Escala(models.Model):
    buque = models.ForeignKey("Buque", models.CASCADE)
    agencia = models.ForeignKey("Agencia", models.CASCADE)
    atraque = models.ForeignKey("Atraque", models.SET_NULL, null=True)
    capitan = models.ForeignKey("Capitan", models.SET_NULL, null=True)
    llegada = models.DateTimeField()
    salida = models.DateTimeField(null=True)
    procedencia = models.CharField(max_length=60)
    destino = models.CharField(max_length=60, blank=True)
    cancelada = models.BooleanField()


class Practico(models.Model):
    nombre = models.CharField(max_length=80)
    numero = models.SmallIntegerField(unique=True)


class Practicaje(models.Model):
    escala = models.ForeignKey("Escala", models.CASCADE)
    practico = models.ForeignKey("Practico", models.CASCADE)
    inicio = models.DateTimeField()
    fin = models.DateTimeField(null=True)


class Remolcador(models.Model):
    nombre = models.CharField(max_length=40)
    potencia = models.IntegerField()


class Remolque(models.Model):
    escala = models.ForeignKey("Escala", models.CASCADE)
    remolcador = models.ForeignKey("Remolcador", models.CASCADE)
    hora = models.DateTimeField()
    importe = models.DecimalField(max_digits=9, decimal_places=2)


class Amarre(models.Model):
    escala = models.ForeignKey("Escala", models.CASCADE)
    cabos = models.SmallIntegerField()
    hora = models.DateTimeField()


class Terminal(models.Model):
    nombre = models.CharField(max_length=60)
    concesion = models.DateField(null=True)


class Grua(models.Model):
    terminal = models.ForeignKey("Terminal", models.CASCADE)
    codigo = models.CharField(max_length=8, unique=True)
    carga_max = models.DecimalField(max_digits=7, decimal_places=2)
    averiada = models.BooleanField()


class Averia(models.Model):
    grua = models.ForeignKey("Grua", models.CASCADE)
    desde = models.DateTimeField()
    hasta = models.DateTimeField(null=True)
    causa = models.TextField()


class Patio(models.Model):
    terminal = models.ForeignKey("Terminal", models.CASCADE)
    nombre = models.CharField(max_length=40)
    capacidad = models.IntegerField()


class Bloque(models.Model):
    patio = models.ForeignKey("Patio", models.CASCADE)
    letra = models.CharField(max_length=2)
    filas = models.SmallIntegerField()


class TipoContenedor(models.Model):
    iso = models.CharField(max_length=4, unique=True)
    pies = models.SmallIntegerField()
    frigorifico = models.BooleanField()


class Contenedor(models.Model):
    matricula = models.CharField(max_length=11, unique=True)
    tipo = models.ForeignKey("TipoContenedor", models.CASCADE)
    propietario = models.ForeignKey("Naviera", models.SET_NULL, null=True)
    tara = models.IntegerField()


class Movimiento(models.Model):
    contenedor = models.ForeignKey("Contenedor", models.CASCADE)
    bloque = models.ForeignKey("Bloque", models.SET_NULL, null=True)
    grua = models.ForeignKey("Grua", models.SET_NULL, null=True)
    momento = models.DateTimeField()
    entrada = models.BooleanField()


class Precinto(models.Model):
    contenedor = models.ForeignKey("Contenedor", models.CASCADE)
    numero = models.CharField(max_length=12, unique=True)
    roto = models.BooleanField()


class Mercancia(models.Model):
    partida = models.CharField(max_length=10, unique=True)
    descripcion = models.CharField(max_length=120)
    peligrosa = models.BooleanField()


class Conocimiento(models.Model):
    escala = models.ForeignKey("Escala", models.CASCADE)
    numero = models.CharField(max_length=16, unique=True)
    cargador = models.ForeignKey("Empresa", models.CASCADE, related_name="+")
    consignatario = models.ForeignKey("Empresa", models.CASCADE, related_name="+")
    fecha = models.DateField()


class Partida(models.Model):
    conocimiento = models.ForeignKey("Conocimiento", models.CASCADE)
    mercancia = models.ForeignKey("Mercancia", models.CASCADE)
    bultos = models.IntegerField()
    peso = models.DecimalField(max_digits=10, decimal_places=2)


class Aduana(models.Model):
    nombre = models.CharField(max_length=60)
    codigo = models.CharField(max_length=6, unique=True)


class Declaracion(models.Model):
    conocimiento = models.ForeignKey("Conocimiento", models.CASCADE)
    aduana = models.ForeignKey("Aduana", models.CASCADE)
    presentada = models.DateTimeField()
    levante = models.DateTimeField(null=True)
    canal = models.CharField(max_length=1)


class Inspeccion(models.Model):
    declaracion = models.ForeignKey("Declaracion", models.CASCADE)
    fecha = models.DateField()
    resultado = models.CharField(max_length=20)
    acta = models.CharField(max_length=20, blank=True)


class Camion(models.Model):
    matricula = models.CharField(max_length=10, unique=True)
    empresa = models.ForeignKey("Empresa", models.CASCADE)
    tara = models.IntegerField()


class Conductor(models.Model):
    nombre = models.CharField(max_length=80)
    dni = models.CharField(max_length=10, unique=True)
    empresa = models.ForeignKey("Empresa", models.SET_NULL, null=True)


class Puerta(models.Model):
    nombre = models.CharField(max_length=20)
    abierta = models.BooleanField()


class PasoPuerta(models.Model):
    puerta = models.ForeignKey("Puerta", models.CASCADE)
    camion = models.ForeignKey("Camion", models.CASCADE)
    conductor = models.ForeignKey("Conductor", models.CASCADE)
    contenedor = models.ForeignKey("Contenedor", models.SET_NULL, null=True)
    momento = models.DateTimeField()
    salida = models.BooleanField()


class Cita(models.Model):
    terminal = models.ForeignKey("Terminal", models.CASCADE)
    camion = models.ForeignKey("Camion", models.CASCADE)
    prevista = models.DateTimeField()
    cumplida = models.BooleanField()


class Tarifa(models.Model):
    concepto = models.CharField(max_length=60)
    precio = models.DecimalField(max_digits=8, decimal_places=2)
    moneda = models.ForeignKey("Moneda", models.CASCADE)
    desde = models.DateField()
    hasta = models.DateField(null=True)


class Factura(models.Model):
    empresa = models.ForeignKey("Empresa", models.CASCADE)
    escala = models.ForeignKey("Escala", models.SET_NULL, null=True)
    numero = models.CharField(max_length=12, unique=True)
    fecha = models.DateField()
    base = models.DecimalField(max_digits=10, decimal_places=2)
    iva = models.DecimalField(max_digits=10, decimal_places=2)
    pagada = models.BooleanField()


class LineaFactura(models.Model):
    factura = models.ForeignKey("Factura", models.CASCADE)
    tarifa = models.ForeignKey("Tarifa", models.CASCADE)
    cantidad = models.DecimalField(max_digits=7, decimal_places=2)
    importe = models.DecimalField(max_digits=9, decimal_places=2)


class Cobro(models.Model):
    factura = models.ForeignKey("Factura", models.CASCADE)
    fecha = models.DateField()
    importe = models.DecimalField(max_digits=9, decimal_places=2)
    medio = models.CharField(max_length=12)


class Empleado(models.Model):
    nombre = models.CharField(max_length=40)
    apellidos = models.CharField(max_length=60)
    alta = models.DateField()
    baja = models.DateField(null=True)


class Departamento(models.Model):
    nombre = models.CharField(max_length=60)
    jefe = models.ForeignKey("Empleado", models.SET_NULL, null=True)


class Turno(models.Model):
    empleado = models.ForeignKey("Empleado", models.CASCADE)
    inicio = models.DateTimeField()
    fin = models.DateTimeField()


class Formacion(models.Model):
    titulo = models.CharField(max_length=100)
    horas = models.SmallIntegerField()
    asistentes = models.ManyToManyField("Empleado")


class Accidente(models.Model):
    empleado = models.ForeignKey("Empleado", models.SET_NULL, null=True)
    fecha = models.DateField()
    grave = models.BooleanField()
    relato = models.TextField()


class Vertido(models.Model):
    escala = models.ForeignKey("Escala", models.SET_NULL, null=True)
    detectado = models.DateTimeField()
    litros = models.IntegerField()


class Residuo(models.Model):
    escala = models.ForeignKey("Escala", models.CASCADE)
    clase = models.CharField(max_length=20)
    metros = models.DecimalField(max_digits=6, decimal_places=2)


class Concesion(models.Model):
    empresa = models.ForeignKey("Empresa", models.CASCADE)
    terminal = models.ForeignKey("Terminal", models.SET_NULL, null=True)
    superficie = models.DecimalField(max_digits=10, decimal_places=2)
    canon = models.DecimalField(max_digits=10, decimal_places=2)
    firma = models.DateField()


class Obra(models.Model):
    muelle = models.ForeignKey("Muelle", models.SET_NULL, null=True)
    titulo = models.CharField(max_length=100)
    presupuesto = models.DecimalField(max_digits=12, decimal_places=2)
    terminada = models.BooleanField()


class Faro(models.Model):
    nombre = models.CharField(max_length=40)
    alcance = models.SmallIntegerField()
    altura = models.SmallIntegerField()


class Boya(models.Model):
    faro = models.ForeignKey("Faro", models.SET_NULL, null=True)
    color = models.CharField(max_length=12)
    fondeada = models.DateField()


class AvisoNavegantes(models.Model):
    numero = models.CharField(max_length=10, unique=True)
    texto = models.TextField()
    publicado = models.DateTimeField()
    vigente = models.BooleanField()
