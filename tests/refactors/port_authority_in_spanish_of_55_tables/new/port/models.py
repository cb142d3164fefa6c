from django.db import models


class Country(models.Model):
    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=60)


class City(models.Model):
    country = models.ForeignKey("Country", models.CASCADE)
    name = models.CharField(max_length=60)


class Currency(models.Model):
    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=40)


class Language(models.Model):
    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=40)


class Company(models.Model):
    name = models.CharField(max_length=100)
    tax_number = models.CharField(max_length=12, unique=True)
    city = models.ForeignKey("City", models.CASCADE)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField()


class Contact(models.Model):
    company = models.ForeignKey("Company", models.CASCADE)
    name = models.CharField(max_length=80)
    position = models.CharField(max_length=60, blank=True)
    mobile = models.CharField(max_length=20, blank=True)


class ShippingLine(models.Model):
    company = models.OneToOneField("Company", models.CASCADE)
    prefix = models.CharField(max_length=4, unique=True)


class Agency(models.Model):
    company = models.ForeignKey("Company", models.CASCADE)
    licence = models.CharField(max_length=12, unique=True)
    expires_on = models.DateField()


class VesselType(models.Model):
    name = models.CharField(max_length=40)


class Vessel(models.Model):
    name = models.CharField(max_length=60)
    imo = models.CharField(max_length=7, unique=True)
    vessel_type = models.ForeignKey("VesselType", models.CASCADE)
    shipping_line = models.ForeignKey("ShippingLine", models.SET_NULL, null=True)
    flag = models.ForeignKey("Country", models.CASCADE)
    length = models.DecimalField(max_digits=6, decimal_places=2)
    beam = models.DecimalField(max_digits=6, decimal_places=2)
    draught = models.DecimalField(max_digits=5, decimal_places=2)
    built_in = models.SmallIntegerField()


class Master(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=60)
    certificate = models.CharField(max_length=20, unique=True)
    nationality = models.ForeignKey("Country", models.CASCADE)


class Quay(models.Model):
    name = models.CharField(max_length=40)
    length = models.DecimalField(max_digits=7, decimal_places=2)
    depth = models.DecimalField(max_digits=5, decimal_places=2)


class Berth(models.Model):
    quay = models.ForeignKey("Quay", models.CASCADE)
    number = models.SmallIntegerField()
    bollards = models.SmallIntegerField()
    is_active = models.BooleanField()


class PortCall(models.Model):
    vessel = models.ForeignKey("Vessel", models.CASCADE)
    agency = models.ForeignKey("Agency", models.CASCADE)
    berth = models.ForeignKey("Berth", models.SET_NULL, null=True)
    master = models.ForeignKey("Master", models.SET_NULL, null=True)
    arrived_at = models.DateTimeField()
    departed_at = models.DateTimeField(null=True)
    last_port = models.CharField(max_length=60)
    next_port = models.CharField(max_length=60, blank=True)
    is_cancelled = models.BooleanField()


class Pilot(models.Model):
    name = models.CharField(max_length=80)
    number = models.SmallIntegerField(unique=True)


class Pilotage(models.Model):
    port_call = models.ForeignKey("PortCall", models.CASCADE)
    pilot = models.ForeignKey("Pilot", models.CASCADE)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Tug(models.Model):
    name = models.CharField(max_length=40)
    power = models.IntegerField()


class Towage(models.Model):
    port_call = models.ForeignKey("PortCall", models.CASCADE)
    tug = models.ForeignKey("Tug", models.CASCADE)
    performed_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)


class Mooring(models.Model):
    port_call = models.ForeignKey("PortCall", models.CASCADE)
    ropes = models.SmallIntegerField()
    performed_at = models.DateTimeField()


class Terminal(models.Model):
    name = models.CharField(max_length=60)
    concession_until = models.DateField(null=True)


class Crane(models.Model):
    terminal = models.ForeignKey("Terminal", models.CASCADE)
    code = models.CharField(max_length=8, unique=True)
    max_load = models.DecimalField(max_digits=7, decimal_places=2)
    is_broken = models.BooleanField()


class Breakdown(models.Model):
    crane = models.ForeignKey("Crane", models.CASCADE)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.TextField()


class Yard(models.Model):
    terminal = models.ForeignKey("Terminal", models.CASCADE)
    name = models.CharField(max_length=40)
    capacity = models.IntegerField()


class Block(models.Model):
    yard = models.ForeignKey("Yard", models.CASCADE)
    letter = models.CharField(max_length=2)
    rows = models.SmallIntegerField()


class ContainerType(models.Model):
    iso_code = models.CharField(max_length=4, unique=True)
    feet = models.SmallIntegerField()
    is_reefer = models.BooleanField()


class Container(models.Model):
    number = models.CharField(max_length=11, unique=True)
    container_type = models.ForeignKey("ContainerType", models.CASCADE)
    owner = models.ForeignKey("ShippingLine", models.SET_NULL, null=True)
    tare = models.IntegerField()


class Movement(models.Model):
    container = models.ForeignKey("Container", models.CASCADE)
    block = models.ForeignKey("Block", models.SET_NULL, null=True)
    crane = models.ForeignKey("Crane", models.SET_NULL, null=True)
    moved_at = models.DateTimeField()
    is_inbound = models.BooleanField()


class Seal(models.Model):
    container = models.ForeignKey("Container", models.CASCADE)
    number = models.CharField(max_length=12, unique=True)
    is_broken = models.BooleanField()


class Commodity(models.Model):
    tariff_code = models.CharField(max_length=10, unique=True)
    description = models.CharField(max_length=120)
    is_dangerous = models.BooleanField()


class BillOfLading(models.Model):
    port_call = models.ForeignKey("PortCall", models.CASCADE)
    number = models.CharField(max_length=16, unique=True)
    shipper = models.ForeignKey("Company", models.CASCADE, related_name="+")
    consignee = models.ForeignKey("Company", models.CASCADE, related_name="+")
    issued_on = models.DateField()


class CargoItem(models.Model):
    bill = models.ForeignKey("BillOfLading", models.CASCADE)
    commodity = models.ForeignKey("Commodity", models.CASCADE)
    packages = models.IntegerField()
    weight = models.DecimalField(max_digits=10, decimal_places=2)


class CustomsOffice(models.Model):
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=6, unique=True)


class Declaration(models.Model):
    bill = models.ForeignKey("BillOfLading", models.CASCADE)
    customs_office = models.ForeignKey("CustomsOffice", models.CASCADE)
    filed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=1)


class Inspection(models.Model):
    declaration = models.ForeignKey("Declaration", models.CASCADE)
    held_on = models.DateField()
    outcome = models.CharField(max_length=20)


class Truck(models.Model):
    plate = models.CharField(max_length=10, unique=True)
    haulier = models.ForeignKey("Company", models.CASCADE)
    tare = models.IntegerField()


class TruckDriver(models.Model):
    name = models.CharField(max_length=80)
    id_number = models.CharField(max_length=10, unique=True)
    haulier = models.ForeignKey("Company", models.SET_NULL, null=True)


class Gate(models.Model):
    name = models.CharField(max_length=20)
    is_open = models.BooleanField()


class GatePass(models.Model):
    gate = models.ForeignKey("Gate", models.CASCADE)
    truck = models.ForeignKey("Truck", models.CASCADE)
    driver = models.ForeignKey("TruckDriver", models.CASCADE)
    container = models.ForeignKey("Container", models.SET_NULL, null=True)
    passed_at = models.DateTimeField()
    is_outbound = models.BooleanField()


class Slot(models.Model):
    terminal = models.ForeignKey("Terminal", models.CASCADE)
    truck = models.ForeignKey("Truck", models.CASCADE)
    planned_at = models.DateTimeField()
    is_kept = models.BooleanField()


class Tariff(models.Model):
    label = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    currency = models.ForeignKey("Currency", models.CASCADE)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)


class Invoice(models.Model):
    company = models.ForeignKey("Company", models.CASCADE)
    port_call = models.ForeignKey("PortCall", models.SET_NULL, null=True)
    number = models.CharField(max_length=12, unique=True)
    issued_on = models.DateField()
    net = models.DecimalField(max_digits=10, decimal_places=2)
    vat = models.DecimalField(max_digits=10, decimal_places=2)
    is_paid = models.BooleanField()


class InvoiceLine(models.Model):
    invoice = models.ForeignKey("Invoice", models.CASCADE)
    tariff = models.ForeignKey("Tariff", models.CASCADE)
    quantity = models.DecimalField(max_digits=7, decimal_places=2)
    amount = models.DecimalField(max_digits=9, decimal_places=2)


class Receipt(models.Model):
    invoice = models.ForeignKey("Invoice", models.CASCADE)
    received_on = models.DateField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    means = models.CharField(max_length=12)


class Employee(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=60)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)


class Department(models.Model):
    name = models.CharField(max_length=60)
    head = models.ForeignKey("Employee", models.SET_NULL, null=True)


class Shift(models.Model):
    employee = models.ForeignKey("Employee", models.CASCADE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()


class Training(models.Model):
    title = models.CharField(max_length=100)
    hours = models.SmallIntegerField()
    attendees = models.ManyToManyField("Employee")


class Accident(models.Model):
    employee = models.ForeignKey("Employee", models.SET_NULL, null=True)
    happened_on = models.DateField()
    is_serious = models.BooleanField()
    account = models.TextField()


class Spill(models.Model):
    port_call = models.ForeignKey("PortCall", models.SET_NULL, null=True)
    detected_at = models.DateTimeField()
    litres = models.IntegerField()


class Waste(models.Model):
    port_call = models.ForeignKey("PortCall", models.CASCADE)
    category = models.CharField(max_length=20)
    cubic_metres = models.DecimalField(max_digits=6, decimal_places=2)


class Concession(models.Model):
    company = models.ForeignKey("Company", models.CASCADE)
    terminal = models.ForeignKey("Terminal", models.SET_NULL, null=True)
    area = models.DecimalField(max_digits=10, decimal_places=2)
    rent = models.DecimalField(max_digits=10, decimal_places=2)
    signed_on = models.DateField()


class Work(models.Model):
    quay = models.ForeignKey("Quay", models.SET_NULL, null=True)
    title = models.CharField(max_length=100)
    budget = models.DecimalField(max_digits=12, decimal_places=2)
    is_finished = models.BooleanField()


class Lighthouse(models.Model):
    name = models.CharField(max_length=40)
    range = models.SmallIntegerField()
    height = models.SmallIntegerField()


class Buoy(models.Model):
    lighthouse = models.ForeignKey("Lighthouse", models.SET_NULL, null=True)
    colour = models.CharField(max_length=12)
    laid_on = models.DateField()


class NoticeToMariners(models.Model):
    number = models.CharField(max_length=10, unique=True)
    text = models.TextField()
    published_at = models.DateTimeField()
    is_current = models.BooleanField()


class Drone(models.Model):
    serial = models.CharField(max_length=20, unique=True)
    bought_on = models.DateField(null=True)
