from django.db import models


class Stamped(models.Model):
    created = models.DateTimeField()
    modified = models.DateTimeField()

    class Meta:
        abstract = True


class Ward(Stamped):
    code = models.CharField(max_length=6, unique=True)
    title = models.CharField(max_length=60)
    floor = models.SmallIntegerField()


class Bed(Stamped):
    ward = models.ForeignKey(Ward, models.CASCADE)
    label = models.CharField(max_length=10)
    has_monitor = models.BooleanField(default=False)


class Nurse(Stamped):
    surname = models.CharField(max_length=60)
    forename = models.CharField(max_length=60)
    badge = models.CharField(max_length=12, unique=True)
    wards = models.ManyToManyField(Ward)


class Patient(Stamped):
    surname = models.CharField(max_length=60)
    forename = models.CharField(max_length=60)
    born = models.DateField()
    record_no = models.CharField(max_length=14, unique=True)


class Admission(Stamped):
    patient = models.ForeignKey(Patient, models.PROTECT)
    bed = models.ForeignKey(Bed, models.PROTECT)
    admitted = models.DateTimeField()
    discharged = models.DateTimeField(null=True)
    diagnosis = models.TextField()


class Observation(Stamped):
    admission = models.ForeignKey(Admission, models.CASCADE)
    nurse = models.ForeignKey(Nurse, models.PROTECT)
    pulse = models.SmallIntegerField()
    temp = models.DecimalField(max_digits=4, decimal_places=1)
    systolic = models.SmallIntegerField()
    diastolic = models.SmallIntegerField()
    remark = models.TextField(blank=True)
