from django.db import models


class Section(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Musician(models.Model):
    first = models.CharField(max_length=60)
    last = models.CharField(max_length=60)
    born = models.DateField(null=True)
    mail = models.EmailField(blank=True)
    section = models.ForeignKey("Section", models.CASCADE)
    chair = models.SmallIntegerField(null=True)
    salary = models.DecimalField(max_digits=9, decimal_places=2)
    hired = models.DateField()
    left = models.DateField(null=True)


class Composer(models.Model):
    name = models.CharField(max_length=80)
    died = models.SmallIntegerField(null=True)


class Work(models.Model):
    composer = models.ForeignKey("Composer", models.CASCADE)
    title = models.CharField(max_length=120)
    minutes = models.SmallIntegerField()
    sections = models.ManyToManyField("Section")


class Concert(models.Model):
    held = models.DateTimeField()
    hall = models.CharField(max_length=80)
    conductor = models.CharField(max_length=80)
    sold_out = models.BooleanField(default=False)


class Slot(models.Model):
    concert = models.ForeignKey("Concert", models.CASCADE)
    work = models.ForeignKey("Work", models.CASCADE)
    pos = models.SmallIntegerField()
    soloist = models.ForeignKey("Musician", models.SET_NULL, null=True)
