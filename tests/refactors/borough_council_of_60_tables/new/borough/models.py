from django.db import models


class District(models.Model):
    valid_to = models.DateField(null=True)
    paid = models.BooleanField()
    recorded_at = models.DateTimeField()
    city = models.CharField(max_length=40)
    year = models.SmallIntegerField()


class Member(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    subject = models.CharField(max_length=80)
    paid = models.BooleanField()
    phone = models.CharField(max_length=30, blank=True)
    priority = models.SmallIntegerField()


class Panel(models.Model):
    valid_from = models.DateField()
    year = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Sitting(models.Model):
    panel = models.ForeignKey("Panel", models.CASCADE)
    valid_to = models.DateField(null=True)
    is_paid = models.BooleanField()
    done = models.DateTimeField(null=True)


class Topic(models.Model):
    sitting = models.ForeignKey("Sitting", models.CASCADE)
    area_m2 = models.IntegerField()
    city = models.CharField(max_length=40)
    is_open = models.BooleanField()


class Proposal(models.Model):
    topic = models.ForeignKey("Topic", models.CASCADE)
    member = models.ForeignKey("Member", models.CASCADE)
    rem = models.TextField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    completed_at = models.DateTimeField(null=True)


class Ballot(models.Model):
    proposal = models.ForeignKey("Proposal", models.CASCADE)
    member = models.ForeignKey("Member", models.CASCADE)
    number = models.CharField(max_length=12)
    area_m2 = models.IntegerField()
    address = models.CharField(max_length=80)
    is_open = models.BooleanField()
    done = models.DateTimeField(null=True)


class Record(models.Model):
    sitting = models.ForeignKey("Sitting", models.CASCADE)
    subject = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    quantity = models.SmallIntegerField()


class Road(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    year = models.SmallIntegerField()
    priority = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Plot(models.Model):
    road = models.ForeignKey("Road", models.CASCADE)
    valid_to = models.DateField(null=True)
    email = models.EmailField(blank=True)
    city = models.CharField(max_length=40)
    born_on = models.DateField()
    completed_at = models.DateTimeField(null=True)


class Building(models.Model):
    plot = models.ForeignKey("Plot", models.CASCADE)
    recorded_at = models.DateTimeField()
    size = models.IntegerField()
    city = models.CharField(max_length=40)
    latitude = models.FloatField()
    score = models.SmallIntegerField(null=True)


class Licence(models.Model):
    building = models.ForeignKey("Building", models.CASCADE)
    subject = models.CharField(max_length=80)
    remarks = models.TextField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    city = models.CharField(max_length=40)
    score = models.SmallIntegerField(null=True)


class Surveyor(models.Model):
    name = models.CharField(max_length=60)
    street = models.CharField(max_length=80)
    quantity = models.SmallIntegerField()


class Survey(models.Model):
    building = models.ForeignKey("Building", models.CASCADE)
    surveyor = models.ForeignKey("Surveyor", models.CASCADE)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    qty = models.SmallIntegerField()
    year = models.SmallIntegerField()
    priority = models.SmallIntegerField()


class Fault(models.Model):
    survey = models.ForeignKey("Survey", models.CASCADE)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Repair(models.Model):
    fault = models.ForeignKey("Fault", models.CASCADE)
    subject = models.CharField(max_length=80)
    valid_to = models.DateField(null=True)
    city = models.CharField(max_length=40)
    lat = models.FloatField()


class GreenSpace(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    remarks = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    address = models.CharField(max_length=80)
    done = models.DateTimeField(null=True)


class Tree(models.Model):
    greenspace = models.ForeignKey("GreenSpace", models.CASCADE)
    name = models.CharField(max_length=60)
    valid_from = models.DateField()
    is_paid = models.BooleanField()
    at = models.DateTimeField()
    mail = models.EmailField(blank=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Seat(models.Model):
    greenspace = models.ForeignKey("GreenSpace", models.CASCADE)
    city = models.CharField(max_length=40)
    qty = models.SmallIntegerField()
    born_on = models.DateField()


class PlayArea(models.Model):
    greenspace = models.ForeignKey("GreenSpace", models.CASCADE)
    rem = models.TextField(blank=True)
    year = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class StreetLight(models.Model):
    road = models.ForeignKey("Road", models.CASCADE)
    quantity = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Failure(models.Model):
    streetlight = models.ForeignKey("StreetLight", models.CASCADE)
    kind = models.CharField(max_length=8)
    prio = models.SmallIntegerField()
    born_on = models.DateField()
    completed_at = models.DateTimeField(null=True)
    score = models.SmallIntegerField(null=True)


class Vehicle(models.Model):
    number = models.CharField(max_length=12)
    street = models.CharField(max_length=80)
    is_open = models.BooleanField()
    year = models.SmallIntegerField()
    born_on = models.DateField()
    latitude = models.FloatField()


class CollectionRound(models.Model):
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    no = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    area_m2 = models.IntegerField()


class Container(models.Model):
    road = models.ForeignKey("Road", models.CASCADE)
    collectionround = models.ForeignKey("CollectionRound", models.CASCADE)
    nm = models.CharField(max_length=60)
    valid_from = models.DateField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    done = models.DateTimeField(null=True)
    latitude = models.FloatField()


class Driver(models.Model):
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    kind = models.CharField(max_length=8)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    priority = models.SmallIntegerField()


class Refuelling(models.Model):
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    driver = models.ForeignKey("Driver", models.CASCADE)
    address = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    quantity = models.SmallIntegerField()


class Garage(models.Model):
    title = models.CharField(max_length=80)
    valid_from = models.DateField()
    area_m2 = models.IntegerField()
    is_open = models.BooleanField()
    born = models.DateField()


class WorkOrder(models.Model):
    garage = models.ForeignKey("Garage", models.CASCADE)
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    area_m2 = models.IntegerField()
    city = models.CharField(max_length=40)
    quantity = models.SmallIntegerField()


class SparePart(models.Model):
    workorder = models.ForeignKey("WorkOrder", models.CASCADE)
    valid_to = models.DateField(null=True)
    email = models.EmailField(blank=True)
    qty = models.SmallIntegerField()


class Household(models.Model):
    road = models.ForeignKey("Road", models.CASCADE)
    valid_from = models.DateField()
    recorded_at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    mail = models.EmailField(blank=True)
    city = models.CharField(max_length=40)


class Citizen(models.Model):
    household = models.ForeignKey("Household", models.CASCADE)
    name = models.CharField(max_length=60)
    size = models.IntegerField()
    phone = models.CharField(max_length=30, blank=True)
    quantity = models.SmallIntegerField()
    born = models.DateField()


class Relocation(models.Model):
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    nm = models.CharField(max_length=60)
    born_on = models.DateField()
    latitude = models.FloatField()


class Birth(models.Model):
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    valid_to = models.DateField(null=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    is_open = models.BooleanField()
    quantity = models.SmallIntegerField()


class Marriage(models.Model):
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    at = models.DateTimeField()
    city = models.CharField(max_length=40)
    latitude = models.FloatField()


class Dog(models.Model):
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    valid_from = models.DateField()
    tel = models.CharField(max_length=30, blank=True)
    city = models.CharField(max_length=40)
    is_open = models.BooleanField()
    born_on = models.DateField()


class Charge(models.Model):
    subject = models.CharField(max_length=80)
    remarks = models.TextField(blank=True)
    kind = models.CharField(max_length=8)
    address = models.CharField(max_length=80)
    open = models.BooleanField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class DogLevy(models.Model):
    dog = models.ForeignKey("Dog", models.CASCADE)
    charge = models.ForeignKey("Charge", models.CASCADE)
    kind = models.CharField(max_length=8)
    city = models.CharField(max_length=40)
    is_open = models.BooleanField()


class TravelDocument(models.Model):
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    is_paid = models.BooleanField()
    at = models.DateTimeField()
    size = models.IntegerField()
    latitude = models.FloatField()
    score = models.SmallIntegerField(null=True)


class Invoice(models.Model):
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    charge = models.ForeignKey("Charge", models.CASCADE)
    length_m = models.DecimalField(max_digits=7, decimal_places=2)
    phone = models.CharField(max_length=30, blank=True)
    quantity = models.SmallIntegerField()
    priority = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Ledger(models.Model):
    remarks = models.TextField(blank=True)
    address = models.CharField(max_length=80)
    born_on = models.DateField()


class Receipt(models.Model):
    invoice = models.ForeignKey("Invoice", models.CASCADE)
    ledger = models.ForeignKey("Ledger", models.CASCADE)
    length_m = models.DecimalField(max_digits=7, decimal_places=2)
    phone = models.CharField(max_length=30, blank=True)
    priority = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Dunning(models.Model):
    invoice = models.ForeignKey("Invoice", models.CASCADE)
    name = models.CharField(max_length=60)
    is_paid = models.BooleanField()
    year = models.SmallIntegerField()
    priority = models.SmallIntegerField()
    born_on = models.DateField()
    latitude = models.FloatField()


class BudgetLine(models.Model):
    ledger = models.ForeignKey("Ledger", models.CASCADE)
    is_open = models.BooleanField()
    year = models.SmallIntegerField()
    priority = models.SmallIntegerField()


class Vendor(models.Model):
    len = models.DecimalField(max_digits=7, decimal_places=2)
    quantity = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    done = models.DateTimeField(null=True)


class Tender(models.Model):
    budgetline = models.ForeignKey("BudgetLine", models.CASCADE)
    valid_to = models.DateField(null=True)
    phone = models.CharField(max_length=30, blank=True)
    is_open = models.BooleanField()
    quantity = models.SmallIntegerField()


class Bid(models.Model):
    tender = models.ForeignKey("Tender", models.CASCADE)
    vendor = models.ForeignKey("Vendor", models.CASCADE)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    paid = models.BooleanField()
    length_m = models.DecimalField(max_digits=7, decimal_places=2)


class Agreement(models.Model):
    bid = models.ForeignKey("Bid", models.CASCADE)
    area_m2 = models.IntegerField()
    city = models.CharField(max_length=40)
    born_on = models.DateField()


class School(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    nm = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    is_open = models.BooleanField()
    year = models.SmallIntegerField()
    born_on = models.DateField()


class Teacher(models.Model):
    school = models.ForeignKey("School", models.SET_NULL, null=True)
    at = models.DateTimeField()
    area_m2 = models.IntegerField()
    email = models.EmailField(blank=True)
    town = models.CharField(max_length=40)
    quantity = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Form(models.Model):
    school = models.ForeignKey("School", models.CASCADE)
    teacher = models.ForeignKey("Teacher", models.CASCADE)
    length_m = models.DecimalField(max_digits=7, decimal_places=2)
    area_m2 = models.IntegerField()
    quantity = models.SmallIntegerField()
    completed_at = models.DateTimeField(null=True)


class Student(models.Model):
    form = models.ForeignKey("Form", models.CASCADE)
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    till = models.DateField(null=True)
    remarks = models.TextField(blank=True)
    is_open = models.BooleanField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    completed_at = models.DateTimeField(null=True)


class SchoolBus(models.Model):
    school = models.ForeignKey("School", models.CASCADE)
    vehicle = models.ForeignKey("Vehicle", models.CASCADE)
    tel = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=80)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Nursery(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    is_paid = models.BooleanField()
    recorded_at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    phone = models.CharField(max_length=30, blank=True)
    priority = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class NurseryPlace(models.Model):
    nursery = models.ForeignKey("Nursery", models.CASCADE)
    citizen = models.ForeignKey("Citizen", models.SET_NULL, null=True)
    valid_to = models.DateField(null=True)
    city = models.CharField(max_length=40)
    quantity = models.SmallIntegerField()
    latitude = models.FloatField()


class Library(models.Model):
    district = models.ForeignKey("District", models.CASCADE)
    name = models.CharField(max_length=60)
    remarks = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    street = models.CharField(max_length=80)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Volume(models.Model):
    library = models.ForeignKey("Library", models.CASCADE)
    remarks = models.TextField(blank=True)
    street = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    score = models.SmallIntegerField(null=True)


class Borrower(models.Model):
    citizen = models.ForeignKey("Citizen", models.CASCADE)
    nm = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    area_m2 = models.IntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    completed_at = models.DateTimeField(null=True)


class Lending(models.Model):
    volume = models.ForeignKey("Volume", models.CASCADE)
    borrower = models.ForeignKey("Borrower", models.CASCADE)
    title = models.CharField(max_length=80)
    is_paid = models.BooleanField()
    recorded_at = models.DateTimeField()
    tel = models.CharField(max_length=30, blank=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    score = models.SmallIntegerField(null=True)


class Penalty(models.Model):
    lending = models.ForeignKey("Lending", models.CASCADE)
    paid = models.BooleanField()
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)
