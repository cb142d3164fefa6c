from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=100)
    birth_year = models.IntegerField(null=True)


class Book(models.Model):
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    isbn = models.CharField(max_length=17, unique=True)
    year = models.IntegerField()
    page_count = models.IntegerField(null=True)
    authors = models.ManyToManyField(Author, through="Credit")


class Credit(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    author = models.ForeignKey(Author, models.CASCADE)
    position = models.IntegerField()
    role = models.CharField(max_length=20)


class Copy(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    barcode = models.CharField(max_length=12, unique=True)
    purchased_on = models.DateField()
    is_available = models.BooleanField()
