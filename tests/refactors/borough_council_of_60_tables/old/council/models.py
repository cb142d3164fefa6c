from django.db import models


class Ward(models.Model):
    till = models.DateField(null=True)
    paid = models.BooleanField()
    at = models.DateTimeField()
    town = models.CharField(max_length=40)
    year = models.SmallIntegerField()


class Councillor(models.Model):
    ward = models.ForeignKey("Ward", models.CASCADE)
    title = models.CharField(max_length=80)
    paid = models.BooleanField()
    phone = models.CharField(max_length=30, blank=True)
    prio = models.SmallIntegerField()


class Committee(models.Model):
    since = models.DateField()
    year = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Meeting(models.Model):
    committee = models.ForeignKey("Committee", models.CASCADE)
    till = models.DateField(null=True)
    paid = models.BooleanField()
    done = models.DateTimeField(null=True)


class AgendaItem(models.Model):
    meeting = models.ForeignKey("Meeting", models.CASCADE)
    area_m2 = models.IntegerField()
    town = models.CharField(max_length=40)
    is_open = models.BooleanField()


class Motion(models.Model):
    agendaitem = models.ForeignKey("AgendaItem", models.CASCADE)
    councillor = models.ForeignKey("Councillor", models.CASCADE)
    rem = models.TextField(blank=True)
    tel = models.CharField(max_length=30, blank=True)
    done = models.DateTimeField(null=True)


class Vote(models.Model):
    motion = models.ForeignKey("Motion", models.CASCADE)
    councillor = models.ForeignKey("Councillor", models.CASCADE)
    no = models.CharField(max_length=12)
    size = models.IntegerField()
    address = models.CharField(max_length=80)
    open = models.BooleanField()
    done = models.DateTimeField(null=True)


class Minute(models.Model):
    meeting = models.ForeignKey("Meeting", models.CASCADE)
    title = models.CharField(max_length=80)
    mail = models.EmailField(blank=True)
    qty = models.SmallIntegerField()


class Street(models.Model):
    ward = models.ForeignKey("Ward", models.CASCADE)
    year = models.SmallIntegerField()
    prio = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Parcel(models.Model):
    street = models.ForeignKey("Street", models.CASCADE)
    till = models.DateField(null=True)
    mail = models.EmailField(blank=True)
    city = models.CharField(max_length=40)
    born = models.DateField()
    done = models.DateTimeField(null=True)


class Building(models.Model):
    parcel = models.ForeignKey("Parcel", models.CASCADE)
    recorded_at = models.DateTimeField()
    size = models.IntegerField()
    town = models.CharField(max_length=40)
    lat = models.FloatField()
    score = models.SmallIntegerField(null=True)


class Permit(models.Model):
    building = models.ForeignKey("Building", models.CASCADE)
    title = models.CharField(max_length=80)
    rem = models.TextField(blank=True)
    tel = models.CharField(max_length=30, blank=True)
    city = models.CharField(max_length=40)
    score = models.SmallIntegerField(null=True)


class Inspector(models.Model):
    nm = models.CharField(max_length=60)
    street = models.CharField(max_length=80)
    qty = models.SmallIntegerField()


class Inspection(models.Model):
    building = models.ForeignKey("Building", models.CASCADE)
    inspector = models.ForeignKey("Inspector", models.CASCADE)
    amt = models.DecimalField(max_digits=9, decimal_places=2)
    phone = models.CharField(max_length=30, blank=True)
    mail = models.EmailField(blank=True)
    qty = models.SmallIntegerField()
    year = models.SmallIntegerField()
    prio = models.SmallIntegerField()


class Defect(models.Model):
    inspection = models.ForeignKey("Inspection", models.CASCADE)
    phone = models.CharField(max_length=30, blank=True)
    mail = models.EmailField(blank=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Repair(models.Model):
    defect = models.ForeignKey("Defect", models.CASCADE)
    title = models.CharField(max_length=80)
    till = models.DateField(null=True)
    city = models.CharField(max_length=40)
    lat = models.FloatField()


class Park(models.Model):
    ward = models.ForeignKey("Ward", models.CASCADE)
    rem = models.TextField(blank=True)
    at = models.DateTimeField()
    street = models.CharField(max_length=80)
    done = models.DateTimeField(null=True)


class Tree(models.Model):
    park = models.ForeignKey("Park", models.CASCADE)
    nm = models.CharField(max_length=60)
    since = models.DateField()
    paid = models.BooleanField()
    at = models.DateTimeField()
    mail = models.EmailField(blank=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Bench(models.Model):
    park = models.ForeignKey("Park", models.CASCADE)
    town = models.CharField(max_length=40)
    qty = models.SmallIntegerField()
    born_on = models.DateField()


class Playground(models.Model):
    park = models.ForeignKey("Park", models.CASCADE)
    rem = models.TextField(blank=True)
    year = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Lamp(models.Model):
    street = models.ForeignKey("Street", models.CASCADE)
    qty = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Outage(models.Model):
    lamp = models.ForeignKey("Lamp", models.CASCADE)
    kind = models.CharField(max_length=8)
    prio = models.SmallIntegerField()
    born_on = models.DateField()
    done = models.DateTimeField(null=True)
    score = models.SmallIntegerField(null=True)


class Lorry(models.Model):
    no = models.CharField(max_length=12)
    street = models.CharField(max_length=80)
    open = models.BooleanField()
    year = models.SmallIntegerField()
    born = models.DateField()
    lat = models.FloatField()


class Round(models.Model):
    lorry = models.ForeignKey("Lorry", models.CASCADE)
    no = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    size = models.IntegerField()


class Bin(models.Model):
    street = models.ForeignKey("Street", models.CASCADE)
    round = models.ForeignKey("Round", models.CASCADE)
    nm = models.CharField(max_length=60)
    since = models.DateField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    done = models.DateTimeField(null=True)
    latitude = models.FloatField()


class Driver(models.Model):
    lorry = models.ForeignKey("Lorry", models.CASCADE)
    kind = models.CharField(max_length=8)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    prio = models.SmallIntegerField()


class Fuel(models.Model):
    lorry = models.ForeignKey("Lorry", models.CASCADE)
    driver = models.ForeignKey("Driver", models.CASCADE)
    street = models.CharField(max_length=80)
    town = models.CharField(max_length=40)
    qty = models.SmallIntegerField()


class Workshop(models.Model):
    title = models.CharField(max_length=80)
    since = models.DateField()
    size = models.IntegerField()
    open = models.BooleanField()
    born = models.DateField()


class Job(models.Model):
    workshop = models.ForeignKey("Workshop", models.CASCADE)
    lorry = models.ForeignKey("Lorry", models.CASCADE)
    size = models.IntegerField()
    town = models.CharField(max_length=40)
    quantity = models.SmallIntegerField()


class Part(models.Model):
    job = models.ForeignKey("Job", models.CASCADE)
    till = models.DateField(null=True)
    mail = models.EmailField(blank=True)
    qty = models.SmallIntegerField()


class Household(models.Model):
    street = models.ForeignKey("Street", models.CASCADE)
    since = models.DateField()
    recorded_at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    mail = models.EmailField(blank=True)
    town = models.CharField(max_length=40)


class Resident(models.Model):
    household = models.ForeignKey("Household", models.CASCADE)
    nm = models.CharField(max_length=60)
    size = models.IntegerField()
    tel = models.CharField(max_length=30, blank=True)
    quantity = models.SmallIntegerField()
    born = models.DateField()


class Move(models.Model):
    resident = models.ForeignKey("Resident", models.CASCADE)
    nm = models.CharField(max_length=60)
    born = models.DateField()
    lat = models.FloatField()


class Birth(models.Model):
    resident = models.ForeignKey("Resident", models.CASCADE)
    till = models.DateField(null=True)
    amt = models.DecimalField(max_digits=9, decimal_places=2)
    is_open = models.BooleanField()
    quantity = models.SmallIntegerField()


class Marriage(models.Model):
    resident = models.ForeignKey("Resident", models.CASCADE)
    amt = models.DecimalField(max_digits=9, decimal_places=2)
    at = models.DateTimeField()
    town = models.CharField(max_length=40)
    latitude = models.FloatField()


class Dog(models.Model):
    resident = models.ForeignKey("Resident", models.CASCADE)
    valid_from = models.DateField()
    tel = models.CharField(max_length=30, blank=True)
    town = models.CharField(max_length=40)
    open = models.BooleanField()
    born = models.DateField()


class Fee(models.Model):
    title = models.CharField(max_length=80)
    rem = models.TextField(blank=True)
    kind = models.CharField(max_length=8)
    street = models.CharField(max_length=80)
    open = models.BooleanField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class DogTax(models.Model):
    dog = models.ForeignKey("Dog", models.CASCADE)
    fee = models.ForeignKey("Fee", models.CASCADE)
    kind = models.CharField(max_length=8)
    town = models.CharField(max_length=40)
    is_open = models.BooleanField()


class Passport(models.Model):
    resident = models.ForeignKey("Resident", models.CASCADE)
    paid = models.BooleanField()
    at = models.DateTimeField()
    size = models.IntegerField()
    lat = models.FloatField()
    score = models.SmallIntegerField(null=True)


class Bill(models.Model):
    resident = models.ForeignKey("Resident", models.CASCADE)
    fee = models.ForeignKey("Fee", models.CASCADE)
    length_m = models.DecimalField(max_digits=7, decimal_places=2)
    phone = models.CharField(max_length=30, blank=True)
    qty = models.SmallIntegerField()
    priority = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Account(models.Model):
    rem = models.TextField(blank=True)
    street = models.CharField(max_length=80)
    born_on = models.DateField()


class Payment(models.Model):
    bill = models.ForeignKey("Bill", models.CASCADE)
    account = models.ForeignKey("Account", models.CASCADE)
    length_m = models.DecimalField(max_digits=7, decimal_places=2)
    phone = models.CharField(max_length=30, blank=True)
    prio = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Reminder(models.Model):
    bill = models.ForeignKey("Bill", models.CASCADE)
    name = models.CharField(max_length=60)
    paid = models.BooleanField()
    year = models.SmallIntegerField()
    prio = models.SmallIntegerField()
    born = models.DateField()
    lat = models.FloatField()


class Budget(models.Model):
    account = models.ForeignKey("Account", models.CASCADE)
    open = models.BooleanField()
    year = models.SmallIntegerField()
    prio = models.SmallIntegerField()


class Supplier(models.Model):
    len = models.DecimalField(max_digits=7, decimal_places=2)
    quantity = models.SmallIntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    done = models.DateTimeField(null=True)


class Tender(models.Model):
    budget = models.ForeignKey("Budget", models.CASCADE)
    till = models.DateField(null=True)
    tel = models.CharField(max_length=30, blank=True)
    open = models.BooleanField()
    qty = models.SmallIntegerField()


class Offer(models.Model):
    tender = models.ForeignKey("Tender", models.CASCADE)
    supplier = models.ForeignKey("Supplier", models.CASCADE)
    nm = models.CharField(max_length=60)
    title = models.CharField(max_length=80)
    amt = models.DecimalField(max_digits=9, decimal_places=2)
    paid = models.BooleanField()
    len = models.DecimalField(max_digits=7, decimal_places=2)


class Contract(models.Model):
    offer = models.ForeignKey("Offer", models.CASCADE)
    area_m2 = models.IntegerField()
    town = models.CharField(max_length=40)
    born = models.DateField()


class School(models.Model):
    ward = models.ForeignKey("Ward", models.CASCADE)
    nm = models.CharField(max_length=60)
    amt = models.DecimalField(max_digits=9, decimal_places=2)
    open = models.BooleanField()
    year = models.SmallIntegerField()
    born = models.DateField()


class Teacher(models.Model):
    school = models.ForeignKey("School", models.SET_NULL, null=True)
    at = models.DateTimeField()
    size = models.IntegerField()
    mail = models.EmailField(blank=True)
    town = models.CharField(max_length=40)
    qty = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Grade(models.Model):
    school = models.ForeignKey("School", models.CASCADE)
    teacher = models.ForeignKey("Teacher", models.CASCADE)
    len = models.DecimalField(max_digits=7, decimal_places=2)
    area_m2 = models.IntegerField()
    qty = models.SmallIntegerField()
    done = models.DateTimeField(null=True)


class Pupil(models.Model):
    grade = models.ForeignKey("Grade", models.CASCADE)
    resident = models.ForeignKey("Resident", models.CASCADE)
    till = models.DateField(null=True)
    remarks = models.TextField(blank=True)
    open = models.BooleanField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    done = models.DateTimeField(null=True)


class Bus(models.Model):
    school = models.ForeignKey("School", models.CASCADE)
    lorry = models.ForeignKey("Lorry", models.CASCADE)
    tel = models.CharField(max_length=30, blank=True)
    street = models.CharField(max_length=80)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Kindergarten(models.Model):
    ward = models.ForeignKey("Ward", models.CASCADE)
    paid = models.BooleanField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    tel = models.CharField(max_length=30, blank=True)
    prio = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)


class Place(models.Model):
    kindergarten = models.ForeignKey("Kindergarten", models.CASCADE)
    resident = models.ForeignKey("Resident", models.SET_NULL, null=True)
    till = models.DateField(null=True)
    city = models.CharField(max_length=40)
    quantity = models.SmallIntegerField()
    latitude = models.FloatField()


class Library(models.Model):
    ward = models.ForeignKey("Ward", models.CASCADE)
    name = models.CharField(max_length=60)
    rem = models.TextField(blank=True)
    amt = models.DecimalField(max_digits=9, decimal_places=2)
    street = models.CharField(max_length=80)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)


class Book(models.Model):
    library = models.ForeignKey("Library", models.CASCADE)
    rem = models.TextField(blank=True)
    street = models.CharField(max_length=80)
    town = models.CharField(max_length=40)
    score = models.SmallIntegerField(null=True)


class Reader(models.Model):
    resident = models.ForeignKey("Resident", models.CASCADE)
    nm = models.CharField(max_length=60)
    title = models.CharField(max_length=80)
    amt = models.DecimalField(max_digits=9, decimal_places=2)
    size = models.IntegerField()
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    done = models.DateTimeField(null=True)


class Loan(models.Model):
    book = models.ForeignKey("Book", models.CASCADE)
    reader = models.ForeignKey("Reader", models.CASCADE)
    title = models.CharField(max_length=80)
    paid = models.BooleanField()
    at = models.DateTimeField()
    tel = models.CharField(max_length=30, blank=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    score = models.SmallIntegerField(null=True)


class Fine(models.Model):
    loan = models.ForeignKey("Loan", models.CASCADE)
    paid = models.BooleanField()
    tel = models.CharField(max_length=30, blank=True)
    street = models.CharField(max_length=80)
    town = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    score = models.SmallIntegerField(null=True)
