from django.db import models


class Farm(models.Model):
    name = models.CharField(max_length=80)
    hectares = models.DecimalField(max_digits=8, decimal_places=2)
    organic = models.BooleanField()
    resigned = models.BooleanField()
    grazing = models.BooleanField()
    hint = models.TextField(blank=True)
    entered = models.DateTimeField()


class Machine(models.Model):
    label = models.CharField(max_length=60)
    serial = models.CharField(max_length=20, unique=True)
    bought = models.DateField()
    sold = models.DateField(null=True)
    rate = models.DecimalField(max_digits=6, decimal_places=2)


class Operator(models.Model):
    name = models.CharField(max_length=80)
    permit = models.CharField(max_length=3)


class Booking(models.Model):
    farm = models.ForeignKey("Farm", models.CASCADE)
    machine = models.ForeignKey("Machine", models.CASCADE)
    operator = models.ForeignKey("Operator", models.SET_NULL, null=True)
    from_ = models.DateTimeField(db_column="from")
    until = models.DateTimeField(null=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    state = models.CharField(max_length=10)


class Repair(models.Model):
    machine = models.ForeignKey("Machine", models.CASCADE)
    done = models.DateField()
    cost = models.DecimalField(max_digits=8, decimal_places=2)


class Fuel(models.Model):
    machine = models.ForeignKey("Machine", models.CASCADE)
    taken = models.DateField()
    litres = models.DecimalField(max_digits=6, decimal_places=1)
