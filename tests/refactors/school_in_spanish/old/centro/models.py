from django.db import models


class Profesor(models.Model):
    nombre = models.CharField(max_length=60)
    apellidos = models.CharField(max_length=80)
    dni = models.CharField(max_length=9, unique=True)
    correo = models.EmailField(blank=True)
    fecha_alta = models.DateField()
    fecha_baja = models.DateField(null=True)


class Asignatura(models.Model):
    nombre = models.CharField(max_length=80)
    creditos = models.SmallIntegerField()
    obligatoria = models.BooleanField(default=False)


class Aula(models.Model):
    codigo = models.CharField(max_length=6, unique=True)
    plazas = models.SmallIntegerField()
    planta = models.SmallIntegerField()


class Grupo(models.Model):
    curso = models.CharField(max_length=9)
    letra = models.CharField(max_length=1)
    tutor = models.ForeignKey(Profesor, models.SET_NULL, null=True)
    aula = models.ForeignKey(Aula, models.SET_NULL, null=True)
    turno = models.CharField(max_length=1)


class Alumno(models.Model):
    nombre = models.CharField(max_length=60)
    primer_apellido = models.CharField(max_length=60)
    segundo_apellido = models.CharField(max_length=60, blank=True)
    nacimiento = models.DateField()
    domicilio = models.CharField(max_length=120, blank=True)
    localidad = models.CharField(max_length=60)
    grupo = models.ForeignKey(Grupo, models.CASCADE)
    becado = models.BooleanField(default=False)
    repetidor = models.BooleanField(default=False)


class Tutor(models.Model):
    alumno = models.ForeignKey(Alumno, models.CASCADE)
    parentesco = models.CharField(max_length=10)
    nombre_completo = models.CharField(max_length=120)
    telefono = models.CharField(max_length=30)
    autorizado = models.BooleanField(default=True)


class Evaluacion(models.Model):
    nombre = models.CharField(max_length=40)
    desde = models.DateField()
    hasta = models.DateField()


class Nota(models.Model):
    alumno = models.ForeignKey(Alumno, models.CASCADE)
    asignatura = models.ForeignKey(Asignatura, models.CASCADE)
    evaluacion = models.ForeignKey(Evaluacion, models.CASCADE)
    calificacion = models.DecimalField(max_digits=4, decimal_places=2)
    profesor = models.ForeignKey(Profesor, models.CASCADE)
    observaciones = models.TextField(blank=True)
    puesta_el = models.DateTimeField()


class Falta(models.Model):
    alumno = models.ForeignKey(Alumno, models.CASCADE)
    dia = models.DateField()
    horas = models.SmallIntegerField()
    motivo = models.CharField(max_length=120, blank=True)
    justificada_el = models.DateTimeField(null=True)
