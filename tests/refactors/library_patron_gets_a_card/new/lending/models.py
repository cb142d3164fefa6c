from django.db import models


class Library(models.Model):
    code = models.CharField(max_length=4, unique=True)
    city = models.CharField(max_length=40)
    telephone = models.CharField(max_length=20, blank=True)


class Patron(models.Model):
    last_name = models.CharField(max_length=40)
    first_name = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    home_library = models.ForeignKey("Library", models.CASCADE)
    language = models.CharField(max_length=2)
    newsletter = models.BooleanField()
    max_loans = models.SmallIntegerField()


class Copy(models.Model):
    library = models.ForeignKey("Library", models.CASCADE)
    barcode = models.CharField(max_length=14, unique=True)
    medium = models.CharField(
        max_length=8, choices=[("book", "book"), ("disc", "disc"), ("magazine", "magazine")]
    )
    acquired_on = models.DateField(null=True)


class Loan(models.Model):
    patron = models.ForeignKey("Patron", models.CASCADE)
    copy = models.ForeignKey("Copy", models.CASCADE)
    lent_at = models.DateTimeField()
    due_on = models.DateField()
    returned_at = models.DateTimeField(null=True)


class Fine(models.Model):
    loan = models.ForeignKey("Loan", models.CASCADE)
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    is_paid = models.BooleanField()


class Card(models.Model):
    patron = models.OneToOneField("Patron", models.CASCADE)
    number = models.CharField(max_length=10, unique=True)
    expires_on = models.DateField()
    is_blocked = models.BooleanField()
