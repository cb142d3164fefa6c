from django.db import models


class Faculty(models.Model):
    name = models.CharField(max_length=60)
    dean = models.CharField(max_length=80)


class Institute(models.Model):
    name = models.CharField(max_length=60)
    faculty = models.ForeignKey("Faculty", models.CASCADE)
    budget = models.DecimalField(max_digits=10, decimal_places=2)


class Campus(models.Model):
    name = models.CharField(max_length=60)
    town = models.CharField(max_length=60)


class Building(models.Model):
    name = models.CharField(max_length=60)
    campus = models.ForeignKey("Campus", models.CASCADE)
    built = models.SmallIntegerField(null=True)


class Room(models.Model):
    number = models.CharField(max_length=8)
    building = models.ForeignKey("Building", models.CASCADE)
    places = models.SmallIntegerField()


class Docent(models.Model):
    firstname = models.CharField(max_length=40)
    lastname = models.CharField(max_length=40)
    mail = models.EmailField(unique=True)
    institute = models.ForeignKey("Institute", models.CASCADE)
    hired = models.DateField()


class Degree(models.Model):
    name = models.CharField(max_length=60)
    institute = models.ForeignKey("Institute", models.CASCADE)
    semesters = models.SmallIntegerField()
    level = models.CharField(max_length=10)


class Student(models.Model):
    matric_no = models.CharField(max_length=10, unique=True)
    firstname = models.CharField(max_length=40)
    lastname = models.CharField(max_length=40)
    born = models.DateField(null=True)
    degree = models.ForeignKey("Degree", models.CASCADE)
    entered = models.DateField()


class Term(models.Model):
    code = models.CharField(max_length=6, unique=True)
    from_day = models.DateField()
    to_day = models.DateField()


class Subject(models.Model):
    code = models.CharField(max_length=8, unique=True)
    title = models.CharField(max_length=80)
    points = models.SmallIntegerField()
    institute = models.ForeignKey("Institute", models.CASCADE)


class Lecture(models.Model):
    subject = models.ForeignKey("Subject", models.CASCADE)
    term = models.ForeignKey("Term", models.CASCADE)
    docent = models.ForeignKey("Docent", models.SET_NULL, null=True)
    room = models.ForeignKey("Room", models.SET_NULL, null=True)
    language = models.CharField(max_length=2)


class Slot(models.Model):
    lecture = models.ForeignKey("Lecture", models.CASCADE)
    weekday = models.SmallIntegerField()
    hour = models.SmallIntegerField()


class Signup(models.Model):
    student = models.ForeignKey("Student", models.CASCADE)
    lecture = models.ForeignKey("Lecture", models.CASCADE)
    at = models.DateTimeField()
    dropped = models.DateTimeField(null=True)


class Exam(models.Model):
    lecture = models.ForeignKey("Lecture", models.CASCADE)
    room = models.ForeignKey("Room", models.CASCADE)
    day = models.DateField()
    minutes = models.SmallIntegerField()


class Mark(models.Model):
    exam = models.ForeignKey("Exam", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    value = models.DecimalField(max_digits=3, decimal_places=1)
    final = models.BooleanField()


class Thesis(models.Model):
    student = models.ForeignKey("Student", models.CASCADE)
    supervisor = models.ForeignKey("Docent", models.CASCADE)
    title = models.CharField(max_length=160)
    handed_in = models.DateField(null=True)


class Library(models.Model):
    name = models.CharField(max_length=60)
    building = models.ForeignKey("Building", models.CASCADE)


class Book(models.Model):
    isbn = models.CharField(max_length=13, unique=True)
    title = models.CharField(max_length=120)
    year = models.SmallIntegerField()


class Copy(models.Model):
    book = models.ForeignKey("Book", models.CASCADE)
    library = models.ForeignKey("Library", models.CASCADE)
    shelf = models.CharField(max_length=12)


class Borrowing(models.Model):
    copy = models.ForeignKey("Copy", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    taken = models.DateField()
    back = models.DateField(null=True)


class Fine(models.Model):
    borrowing = models.ForeignKey("Borrowing", models.CASCADE)
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    paid = models.BooleanField()


class Canteen(models.Model):
    name = models.CharField(max_length=60)
    campus = models.ForeignKey("Campus", models.CASCADE)
    seats = models.SmallIntegerField()


class Dish(models.Model):
    name = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=5, decimal_places=2)
    vegan = models.BooleanField()


class Menu(models.Model):
    canteen = models.ForeignKey("Canteen", models.CASCADE)
    dish = models.ForeignKey("Dish", models.CASCADE)
    day = models.DateField()


class Dorm(models.Model):
    name = models.CharField(max_length=60)
    campus = models.ForeignKey("Campus", models.CASCADE)
    street = models.CharField(max_length=80)


class Flat(models.Model):
    dorm = models.ForeignKey("Dorm", models.CASCADE)
    number = models.CharField(max_length=6)
    rent = models.DecimalField(max_digits=6, decimal_places=2)


class Lease(models.Model):
    flat = models.ForeignKey("Flat", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    from_day = models.DateField()
    to_day = models.DateField(null=True)


class Grant(models.Model):
    name = models.CharField(max_length=60)
    sponsor = models.CharField(max_length=80)
    monthly = models.DecimalField(max_digits=7, decimal_places=2)


class Holder(models.Model):
    grant = models.ForeignKey("Grant", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    given = models.DateField()


class Project(models.Model):
    acronym = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    lead = models.ForeignKey("Docent", models.CASCADE)
    money = models.DecimalField(max_digits=10, decimal_places=2)


class Worker(models.Model):
    project = models.ForeignKey("Project", models.CASCADE)
    docent = models.ForeignKey("Docent", models.CASCADE)
    share = models.SmallIntegerField()


class Paper(models.Model):
    title = models.CharField(max_length=160)
    doi = models.CharField(max_length=40, unique=True)
    year = models.SmallIntegerField()
    project = models.ForeignKey("Project", models.SET_NULL, null=True)


class Writer(models.Model):
    paper = models.ForeignKey("Paper", models.CASCADE)
    docent = models.ForeignKey("Docent", models.CASCADE)
    rank = models.SmallIntegerField()


class Lab(models.Model):
    name = models.CharField(max_length=60)
    room = models.ForeignKey("Room", models.CASCADE)
    safety = models.SmallIntegerField()


class Device(models.Model):
    lab = models.ForeignKey("Lab", models.CASCADE)
    name = models.CharField(max_length=60)
    serial = models.CharField(max_length=20, unique=True)
    bought = models.DateField(null=True)


class Usage(models.Model):
    device = models.ForeignKey("Device", models.CASCADE)
    docent = models.ForeignKey("Docent", models.CASCADE)
    begin = models.DateTimeField()
    end = models.DateTimeField()


class Sport(models.Model):
    name = models.CharField(max_length=60)
    fee = models.DecimalField(max_digits=6, decimal_places=2)


class Sportsman(models.Model):
    sport = models.ForeignKey("Sport", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    since = models.DateField()


class News(models.Model):
    headline = models.CharField(max_length=120)
    body = models.TextField()
    published = models.DateTimeField(null=True)


class Holiday(models.Model):
    name = models.CharField(max_length=60)
    day = models.DateField()
