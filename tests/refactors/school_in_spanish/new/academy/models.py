from django.db import models


class Teacher(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=80)
    national_id = models.CharField(max_length=9, unique=True)
    email = models.EmailField(blank=True)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)


class Subject(models.Model):
    name = models.CharField(max_length=80)
    credits = models.SmallIntegerField()
    is_mandatory = models.BooleanField(default=False)


class Room(models.Model):
    code = models.CharField(max_length=6, unique=True)
    seats = models.SmallIntegerField()
    floor = models.SmallIntegerField()


class Group(models.Model):
    school_year = models.CharField(max_length=9)
    letter = models.CharField(max_length=1)
    class_teacher = models.ForeignKey(Teacher, models.SET_NULL, null=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True)
    shift = models.CharField(
        max_length=10, choices=[("morning", "Morning"), ("afternoon", "Afternoon")]
    )


class Pupil(models.Model):
    first_name = models.CharField(max_length=60)
    first_surname = models.CharField(max_length=60)
    second_surname = models.CharField(max_length=60, blank=True)
    birth_date = models.DateField()
    address = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=60)
    group = models.ForeignKey(Group, models.CASCADE)
    has_scholarship = models.BooleanField(default=False)
    repeats_year = models.BooleanField(default=False)


class Guardian(models.Model):
    pupil = models.ForeignKey(Pupil, models.CASCADE)
    relationship = models.CharField(max_length=10)
    full_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30)
    may_collect = models.BooleanField(default=True)


class Term(models.Model):
    title = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()


class Mark(models.Model):
    pupil = models.ForeignKey(Pupil, models.CASCADE)
    subject = models.ForeignKey(Subject, models.CASCADE)
    term = models.ForeignKey(Term, models.CASCADE)
    score = models.DecimalField(max_digits=4, decimal_places=2)
    teacher = models.ForeignKey(Teacher, models.CASCADE)
    comment = models.TextField(blank=True)
    given_at = models.DateTimeField()


class Absence(models.Model):
    pupil = models.ForeignKey(Pupil, models.CASCADE)
    day = models.DateField()
    hours = models.SmallIntegerField()
    reason = models.CharField(max_length=120, blank=True)
    is_excused = models.BooleanField(default=False)
