from django.db import models


class Section(models.Model):
    name = models.CharField(max_length=40, unique=True)


class Person(models.Model):
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    born_on = models.DateField(null=True)
    email = models.EmailField(blank=True)


class Composer(models.Model):
    full_name = models.CharField(max_length=80)
    died_in = models.SmallIntegerField(null=True)


class Piece(models.Model):
    composer = models.ForeignKey("Composer", models.CASCADE)
    title = models.CharField(max_length=120)
    length_minutes = models.SmallIntegerField()
    scored_for = models.ManyToManyField("Section")


class Performance(models.Model):
    starts_at = models.DateTimeField()
    venue = models.CharField(max_length=80)
    conducted_by = models.CharField(max_length=80)
    is_sold_out = models.BooleanField(default=False)


class ProgrammeItem(models.Model):
    performance = models.ForeignKey("Performance", models.CASCADE)
    piece = models.ForeignKey("Piece", models.CASCADE)
    position = models.SmallIntegerField()
    soloist = models.ForeignKey("Person", models.SET_NULL, null=True)


class Contract(models.Model):
    person = models.OneToOneField(Person, models.CASCADE)
    section = models.ForeignKey(Section, models.CASCADE)
    chair = models.SmallIntegerField(null=True)
    salary = models.DecimalField(max_digits=9, decimal_places=2)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)
