from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)
    born = models.IntegerField(null=True)


class Book(models.Model):
    full_title = models.CharField(max_length=200)
    isbn = models.CharField(max_length=13, unique=True)
    year = models.IntegerField()
    pages = models.IntegerField(null=True)
    authors = models.ManyToManyField(Author)


class Copy(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    barcode = models.CharField(max_length=12, unique=True)
    bought = models.DateField()
    lost = models.BooleanField(default=False)


class Reader(models.Model):
    first_name = models.CharField(max_length=50)
    last_name = models.CharField(max_length=50)
    mail = models.EmailField(unique=True)
    card = models.CharField(max_length=10, unique=True)


class Loan(models.Model):
    copy = models.ForeignKey(Copy, models.PROTECT)
    reader = models.ForeignKey(Reader, models.PROTECT)
    lent = models.DateField()
    due = models.DateField()
    returned = models.DateField(null=True)


class Reservation(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    reader = models.ForeignKey(Reader, models.CASCADE)
    made = models.DateTimeField()
