from django.db import models


class LicenceClass(models.Model):
    code = models.CharField(max_length=4, unique=True)
    description = models.CharField(max_length=80)
    minimum_age = models.SmallIntegerField()


class Learner(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    tax_number = models.CharField(max_length=11, unique=True)
    birth_date = models.DateField()
    licence_class = models.ForeignKey("LicenceClass", models.CASCADE)
    enrolled_at = models.DateTimeField()
    mobile = models.CharField(max_length=20, blank=True)
    has_quit = models.BooleanField(default=False)


class Instructor(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    licensed_until = models.DateField(null=True)


class Car(models.Model):
    plate = models.CharField(max_length=12, unique=True)
    make = models.CharField(max_length=40)
    built_in = models.SmallIntegerField()
    is_manual = models.BooleanField(default=False)


class Lesson(models.Model):
    learner = models.ForeignKey("Learner", models.CASCADE)
    instructor = models.ForeignKey("Instructor", models.CASCADE)
    car = models.ForeignKey("Car", models.SET_NULL, null=True)
    starts_at = models.DateTimeField()
    kilometres = models.SmallIntegerField(null=True)
    remark = models.TextField(blank=True)


class Test(models.Model):
    learner = models.ForeignKey("Learner", models.CASCADE)
    kind = models.CharField(max_length=12)
    taken_on = models.DateField()
    attempt = models.SmallIntegerField()
    points = models.SmallIntegerField(null=True)
    passed = models.BooleanField(default=False)


class Instalment(models.Model):
    learner = models.ForeignKey("Learner", models.CASCADE)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    due_on = models.DateField()
    paid_on = models.DateField(null=True)
