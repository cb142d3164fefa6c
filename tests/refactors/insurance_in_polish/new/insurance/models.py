from django.db import models


class Branch(models.Model):
    city = models.CharField(max_length=60)
    street = models.CharField(max_length=80)
    manager = models.CharField(max_length=80, blank=True)


class Client(models.Model):
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    pesel = models.CharField(max_length=11, unique=True)
    date_of_birth = models.DateField()
    address = models.CharField(max_length=120, blank=True)
    branch = models.ForeignKey(Branch, models.CASCADE)
    is_deceased = models.BooleanField(default=False)


class Product(models.Model):
    name = models.CharField(max_length=60)
    term_months = models.SmallIntegerField()
    is_withdrawn = models.BooleanField(default=False)


class Policy(models.Model):
    number = models.CharField(max_length=12, unique=True)
    client = models.ForeignKey(Client, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)
    starts_on = models.DateField()
    ends_on = models.DateField()
    sum_insured = models.DecimalField(max_digits=12, decimal_places=2)
    status = models.CharField(
        max_length=10,
        choices=[
            ("active", "Active"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
            ("suspended", "Suspended"),
        ],
    )


class Premium(models.Model):
    policy = models.ForeignKey(Policy, models.CASCADE)
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    is_paid = models.BooleanField(default=False)


class Claim(models.Model):
    policy = models.ForeignKey(Policy, models.CASCADE)
    reported_at = models.DateTimeField()
    description = models.TextField()
    claimed_amount = models.DecimalField(max_digits=12, decimal_places=2)
    paid_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    assessor = models.CharField(max_length=80, blank=True)
