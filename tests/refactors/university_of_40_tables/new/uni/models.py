from django.db import models


class School(models.Model):
    name = models.CharField(max_length=60)
    head_name = models.CharField(max_length=80)


class Department(models.Model):
    name = models.CharField(max_length=60)
    school = models.ForeignKey("School", models.CASCADE)
    budget = models.DecimalField(max_digits=10, decimal_places=2)


class Campus(models.Model):
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=60)


class Building(models.Model):
    name = models.CharField(max_length=60)
    campus = models.ForeignKey("Campus", models.CASCADE)
    built_in = models.SmallIntegerField(null=True)


class Room(models.Model):
    number = models.CharField(max_length=8)
    building = models.ForeignKey("Building", models.CASCADE)
    capacity = models.SmallIntegerField()


class Lecturer(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    email = models.EmailField(unique=True)
    department = models.ForeignKey("Department", models.CASCADE)
    hired_on = models.DateField()


class Programme(models.Model):
    name = models.CharField(max_length=60)
    department = models.ForeignKey("Department", models.CASCADE)
    terms = models.SmallIntegerField()
    level = models.CharField(max_length=10)


class Student(models.Model):
    student_number = models.CharField(max_length=10, unique=True)
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    birth_date = models.DateField(null=True)
    programme = models.ForeignKey("Programme", models.CASCADE)
    enrolled_on = models.DateField()


class Term(models.Model):
    code = models.CharField(max_length=6, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()


class Module(models.Model):
    code = models.CharField(max_length=8, unique=True)
    title = models.CharField(max_length=80)
    credits = models.SmallIntegerField()
    department = models.ForeignKey("Department", models.CASCADE)


class CourseOffering(models.Model):
    module = models.ForeignKey("Module", models.CASCADE)
    term = models.ForeignKey("Term", models.CASCADE)
    lecturer = models.ForeignKey("Lecturer", models.SET_NULL, null=True)
    room = models.ForeignKey("Room", models.SET_NULL, null=True)
    language = models.CharField(max_length=2)


class TimeSlot(models.Model):
    offering = models.ForeignKey("CourseOffering", models.CASCADE)
    weekday = models.SmallIntegerField()
    starts_at_hour = models.SmallIntegerField()


class Enrolment(models.Model):
    student = models.ForeignKey("Student", models.CASCADE)
    offering = models.ForeignKey("CourseOffering", models.CASCADE)
    enrolled_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Examination(models.Model):
    offering = models.ForeignKey("CourseOffering", models.CASCADE)
    room = models.ForeignKey("Room", models.CASCADE)
    held_on = models.DateField()
    duration_minutes = models.SmallIntegerField()


class Grade(models.Model):
    examination = models.ForeignKey("Examination", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    value = models.DecimalField(max_digits=3, decimal_places=1)
    is_final = models.BooleanField()


class Dissertation(models.Model):
    student = models.ForeignKey("Student", models.CASCADE)
    advisor = models.ForeignKey("Lecturer", models.CASCADE)
    title = models.CharField(max_length=160)
    submitted_on = models.DateField(null=True)


class Library(models.Model):
    name = models.CharField(max_length=60)
    building = models.ForeignKey("Building", models.CASCADE)


class Book(models.Model):
    isbn = models.CharField(max_length=13, unique=True)
    title = models.CharField(max_length=120)
    published_in = models.SmallIntegerField()


class Copy(models.Model):
    book = models.ForeignKey("Book", models.CASCADE)
    library = models.ForeignKey("Library", models.CASCADE)
    shelf_mark = models.CharField(max_length=12)


class Loan(models.Model):
    copy = models.ForeignKey("Copy", models.CASCADE)
    borrower = models.ForeignKey("Student", models.CASCADE)
    lent_on = models.DateField()
    returned_on = models.DateField(null=True)


class Fine(models.Model):
    loan = models.ForeignKey("Loan", models.CASCADE)
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    is_paid = models.BooleanField()


class Canteen(models.Model):
    name = models.CharField(max_length=60)
    campus = models.ForeignKey("Campus", models.CASCADE)
    seats = models.SmallIntegerField()


class Meal(models.Model):
    name = models.CharField(max_length=60)
    price = models.DecimalField(max_digits=5, decimal_places=2)
    is_vegan = models.BooleanField()


class MenuDay(models.Model):
    canteen = models.ForeignKey("Canteen", models.CASCADE)
    meal = models.ForeignKey("Meal", models.CASCADE)
    served_on = models.DateField()


class Residence(models.Model):
    name = models.CharField(max_length=60)
    campus = models.ForeignKey("Campus", models.CASCADE)
    street = models.CharField(max_length=80)


class Unit(models.Model):
    residence = models.ForeignKey("Residence", models.CASCADE)
    number = models.CharField(max_length=6)
    monthly_rent = models.DecimalField(max_digits=6, decimal_places=2)


class Tenancy(models.Model):
    unit = models.ForeignKey("Unit", models.CASCADE)
    tenant = models.ForeignKey("Student", models.CASCADE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class Scholarship(models.Model):
    name = models.CharField(max_length=60)
    sponsor = models.CharField(max_length=80)
    monthly_amount = models.DecimalField(max_digits=7, decimal_places=2)


class Award(models.Model):
    scholarship = models.ForeignKey("Scholarship", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    awarded_on = models.DateField()


class ResearchProject(models.Model):
    acronym = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    principal = models.ForeignKey("Lecturer", models.CASCADE)
    funding = models.DecimalField(max_digits=10, decimal_places=2)


class ProjectMember(models.Model):
    project = models.ForeignKey("ResearchProject", models.CASCADE)
    lecturer = models.ForeignKey("Lecturer", models.CASCADE)
    share_percent = models.SmallIntegerField()


class Publication(models.Model):
    title = models.CharField(max_length=160)
    doi = models.CharField(max_length=40, unique=True)
    published_in = models.SmallIntegerField()
    project = models.ForeignKey("ResearchProject", models.SET_NULL, null=True)


class Authorship(models.Model):
    publication = models.ForeignKey("Publication", models.CASCADE)
    author = models.ForeignKey("Lecturer", models.CASCADE)
    position = models.SmallIntegerField()


class Laboratory(models.Model):
    name = models.CharField(max_length=60)
    room = models.ForeignKey("Room", models.CASCADE)
    safety_level = models.SmallIntegerField()


class Instrument(models.Model):
    laboratory = models.ForeignKey("Laboratory", models.CASCADE)
    name = models.CharField(max_length=60)
    serial_number = models.CharField(max_length=20, unique=True)
    purchased_on = models.DateField(null=True)


class Reservation(models.Model):
    instrument = models.ForeignKey("Instrument", models.CASCADE)
    reserved_by = models.ForeignKey("Lecturer", models.CASCADE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()


class SportsClub(models.Model):
    name = models.CharField(max_length=60)
    annual_fee = models.DecimalField(max_digits=6, decimal_places=2)


class ClubMembership(models.Model):
    club = models.ForeignKey("SportsClub", models.CASCADE)
    student = models.ForeignKey("Student", models.CASCADE)
    joined_on = models.DateField()


class Announcement(models.Model):
    title = models.CharField(max_length=120)
    body = models.TextField()
    published_at = models.DateTimeField(null=True)


class Holiday(models.Model):
    name = models.CharField(max_length=60)
    date = models.DateField()
