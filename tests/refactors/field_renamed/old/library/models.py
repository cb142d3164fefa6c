from django.db import models


class Book(models.Model):
    name = models.CharField(max_length=250)
    writer = models.CharField(max_length=120)
    isbn_no = models.CharField(max_length=13, unique=True)
    pub_date = models.DateField(null=True)
    pages = models.IntegerField()
    desc = models.TextField(blank=True)
    is_avail = models.BooleanField(default=True)
