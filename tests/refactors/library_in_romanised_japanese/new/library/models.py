from django.db import models


class Category(models.Model):
    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)


class Publisher(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)


class Author(models.Model):
    last_name = models.CharField(max_length=40)
    first_name = models.CharField(max_length=40)
    birth_year = models.SmallIntegerField(null=True)


class Book(models.Model):
    title = models.CharField(max_length=120)
    isbn = models.CharField(max_length=13, unique=True)
    category = models.ForeignKey("Category", models.CASCADE)
    publisher = models.ForeignKey("Publisher", models.CASCADE)
    published_on = models.DateField(null=True)
    authors = models.ManyToManyField("Author")


class Copy(models.Model):
    book = models.ForeignKey("Book", models.CASCADE)
    barcode = models.CharField(max_length=14, unique=True)
    shelf = models.CharField(max_length=10, blank=True)
    is_discarded = models.BooleanField()


class Patron(models.Model):
    card_number = models.CharField(max_length=10, unique=True)
    last_name = models.CharField(max_length=40)
    first_name = models.CharField(max_length=40)
    registered_on = models.DateField()
    email = models.EmailField(blank=True)


class Loan(models.Model):
    copy = models.ForeignKey("Copy", models.CASCADE)
    patron = models.ForeignKey("Patron", models.CASCADE)
    lent_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    renewals = models.SmallIntegerField()


class Reservation(models.Model):
    book = models.ForeignKey("Book", models.CASCADE)
    patron = models.ForeignKey("Patron", models.CASCADE)
    placed_at = models.DateTimeField()
    is_cancelled = models.BooleanField()


class Event(models.Model):
    held_on = models.DateField()
    title = models.CharField(max_length=100)
    seats = models.SmallIntegerField(null=True)
