from django.db import models


class Region(models.Model):
    name = models.CharField(max_length=40)
    code = models.CharField(max_length=4)


class District(models.Model):
    region = models.ForeignKey("Region", models.CASCADE)
    name = models.CharField(max_length=40)
    population = models.IntegerField()


class Street(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    name = models.CharField(max_length=60)


class Property(models.Model):
    street = models.ForeignKey("Street", models.CASCADE)
    house_number = models.CharField(max_length=8)
    postcode = models.CharField(max_length=8)
    is_occupied = models.BooleanField()


class Customer(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    born_on = models.DateField(null=True)
    is_vulnerable = models.BooleanField()


class Account(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    property = models.ForeignKey("Property", models.CASCADE)
    account_number = models.CharField(max_length=10)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    balance = models.DecimalField(max_digits=10, decimal_places=2)


class TariffType(models.Model):
    name = models.CharField(max_length=30)


class Tariff(models.Model):
    tariff_type = models.ForeignKey("TariffType", models.CASCADE)
    name = models.CharField(max_length=40)
    rate = models.DecimalField(max_digits=8, decimal_places=4)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class MeterModel(models.Model):
    manufacturer = models.CharField(max_length=40)
    model_name = models.CharField(max_length=20)
    digits = models.SmallIntegerField()


class Meter(models.Model):
    meter_model = models.ForeignKey("MeterModel", models.CASCADE)
    property = models.ForeignKey("Property", models.CASCADE)
    serial_number = models.CharField(max_length=16)
    installed_on = models.DateField()
    removed_on = models.DateField(null=True)
    is_smart = models.BooleanField()


class Reader(models.Model):
    name = models.CharField(max_length=80)
    employee_number = models.CharField(max_length=8)


class Reading(models.Model):
    meter = models.ForeignKey("Meter", models.CASCADE)
    reader = models.ForeignKey("Reader", models.SET_NULL, null=True)
    value = models.IntegerField()
    read_at = models.DateTimeField()
    is_estimate = models.BooleanField()


class Invoice(models.Model):
    account = models.ForeignKey("Account", models.CASCADE)
    invoice_number = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    issued_on = models.DateField()
    due_on = models.DateField()


class InvoiceLine(models.Model):
    invoice = models.ForeignKey("Invoice", models.CASCADE)
    tariff = models.ForeignKey("Tariff", models.CASCADE)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    description = models.CharField(max_length=80, blank=True)


class Payment(models.Model):
    account = models.ForeignKey("Account", models.CASCADE)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    received_at = models.DateTimeField()
    reference = models.CharField(max_length=20, blank=True)


class DirectDebit(models.Model):
    account = models.ForeignKey("Account", models.CASCADE)
    iban = models.CharField(max_length=34)
    signed_on = models.DateField()
    cancelled_on = models.DateField(null=True)


class Reminder(models.Model):
    invoice = models.ForeignKey("Invoice", models.CASCADE)
    level = models.SmallIntegerField()
    sent_at = models.DateTimeField()
    fee = models.DecimalField(max_digits=6, decimal_places=2)


class Complaint(models.Model):
    customer = models.ForeignKey("Customer", models.CASCADE)
    subject = models.CharField(max_length=80)
    body = models.TextField(blank=True)
    received_on = models.DateField()
    resolved_on = models.DateField(null=True)


class Agent(models.Model):
    name = models.CharField(max_length=80)
    team = models.CharField(max_length=20)


class Call(models.Model):
    agent = models.ForeignKey("Agent", models.CASCADE)
    customer = models.ForeignKey("Customer", models.SET_NULL, null=True)
    started_at = models.DateTimeField()
    seconds = models.IntegerField()
    notes = models.TextField(blank=True)


class WaterSource(models.Model):
    name = models.CharField(max_length=40)
    depth_m = models.DecimalField(max_digits=6, decimal_places=2)
    is_active = models.BooleanField()


class Plant(models.Model):
    water_source = models.ForeignKey("WaterSource", models.CASCADE)
    name = models.CharField(max_length=40)
    capacity = models.IntegerField()


class Pump(models.Model):
    plant = models.ForeignKey("Plant", models.CASCADE)
    tag = models.CharField(max_length=10)
    power_kw = models.DecimalField(max_digits=6, decimal_places=2)
    running_hours = models.IntegerField()


class Tank(models.Model):
    plant = models.ForeignKey("Plant", models.CASCADE)
    label = models.CharField(max_length=20)
    volume = models.IntegerField()
    last_cleaned_on = models.DateField(null=True)


class PipeMaterial(models.Model):
    name = models.CharField(max_length=30)


class Pipe(models.Model):
    pipe_material = models.ForeignKey("PipeMaterial", models.CASCADE)
    street = models.ForeignKey("Street", models.CASCADE)
    diameter_mm = models.SmallIntegerField()
    length_m = models.DecimalField(max_digits=8, decimal_places=2)
    laid_in = models.SmallIntegerField(null=True)


class Valve(models.Model):
    pipe = models.ForeignKey("Pipe", models.CASCADE)
    is_open = models.BooleanField()
    last_checked_on = models.DateField(null=True)


class Hydrant(models.Model):
    street = models.ForeignKey("Street", models.CASCADE)
    number = models.SmallIntegerField()
    flow = models.IntegerField()


class Burst(models.Model):
    pipe = models.ForeignKey("Pipe", models.CASCADE)
    reported_at = models.DateTimeField()
    repaired_at = models.DateTimeField(null=True)
    cost = models.DecimalField(max_digits=10, decimal_places=2)


class Crew(models.Model):
    name = models.CharField(max_length=30)
    van = models.CharField(max_length=10)


class Worker(models.Model):
    crew = models.ForeignKey("Crew", models.CASCADE)
    name = models.CharField(max_length=80)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)


class WorkOrder(models.Model):
    crew = models.ForeignKey("Crew", models.CASCADE)
    burst = models.ForeignKey("Burst", models.SET_NULL, null=True)
    priority = models.SmallIntegerField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class MaterialUse(models.Model):
    work_order = models.ForeignKey("WorkOrder", models.CASCADE)
    item = models.CharField(max_length=40)
    quantity = models.IntegerField()


class Sample(models.Model):
    water_source = models.ForeignKey("WaterSource", models.CASCADE)
    taken_at = models.DateTimeField()
    temperature = models.DecimalField(max_digits=4, decimal_places=1)
    is_clean = models.BooleanField()


class Parameter(models.Model):
    name = models.CharField(max_length=40)
    unit = models.CharField(max_length=10)
    maximum = models.DecimalField(max_digits=8, decimal_places=3)


class Result(models.Model):
    sample = models.ForeignKey("Sample", models.CASCADE)
    parameter = models.ForeignKey("Parameter", models.CASCADE)
    value = models.DecimalField(max_digits=8, decimal_places=3)


class Planting(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    trees = models.SmallIntegerField()
    year = models.SmallIntegerField()


class Outage(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=80, blank=True)


class Announcement(models.Model):
    outage = models.ForeignKey("Outage", models.CASCADE)
    channel = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    published_at = models.DateTimeField()
