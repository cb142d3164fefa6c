"""The small business after the refactor: the app `shop` is `store`, and names say what they mean.

Lines are order lines, notes are remarks; addresses have a table of their own, refunds are payments
of another kind; prices of items are decimals, keys are big, and orders know where they came from.
"""

import uuid

from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class Category(models.Model):
    """A shelf, within another shelf or on its own."""

    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True)
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)


class Supplier(models.Model):
    """Who makes products, and which of them they are proudest of: a circle of references."""

    name = models.CharField(max_length=120, unique=True)
    flagship = models.ForeignKey("Product", models.SET_NULL, null=True, related_name="+")


class Product(models.Model):
    """Something to sell."""

    sku = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    attributes = models.JSONField(default=dict)
    supplier = models.ForeignKey(Supplier, models.PROTECT)
    categories = models.ManyToManyField(Category)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["title"], name="product_title"),
            models.Index(
                fields=["supplier"], name="product_sold", condition=models.Q(is_active=True)
            ),
        ]


class Book(Product):
    """A product with more to say, in a table of its own."""

    isbn = models.CharField(max_length=17, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)


class Customer(models.Model):
    """Who buys; some have an account."""

    user = models.OneToOneField(User, models.SET_NULL, null=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    joined = models.DateField()
    favourites = models.ManyToManyField(Product, through="Favourite")


class Address(models.Model):
    """Where the parcels of a customer go."""

    customer = models.ForeignKey(Customer, models.CASCADE)
    street = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80, blank=True)


class Favourite(models.Model):
    """A product somebody likes, and how much."""

    customer = models.ForeignKey(Customer, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)
    stars = models.PositiveSmallIntegerField(default=5)

    class Meta:
        unique_together = [("customer", "product")]


class Order(models.Model):
    """What a customer bought at once."""

    number = models.CharField(max_length=12, unique=True)
    customer = models.ForeignKey(Customer, models.PROTECT)
    status = models.CharField(max_length=10, default="new")
    placed_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)
    note = models.TextField(blank=True)
    channel = models.CharField(max_length=10, default="web")

    class Meta:
        indexes = [models.Index(fields=["-placed_at"], name="order_newest_first")]


class OrderLine(models.Model):
    """One product of an order."""

    order = models.ForeignKey(Order, models.CASCADE)
    product = models.ForeignKey(Product, models.PROTECT)
    quantity = models.PositiveIntegerField()
    unit_price = models.DecimalField(max_digits=10, decimal_places=2)


class Payment(models.Model):
    """Money that came in or went back, under the number that the bank knows."""

    class Kind(models.TextChoices):
        PAYMENT = "payment"
        REFUND = "refund"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    order = models.ForeignKey(Order, models.PROTECT)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    paid = models.DateTimeField(null=True)


class Remark(models.Model):
    """A remark about anything."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    about = GenericForeignKey()
    author = models.ForeignKey(User, models.SET_NULL, null=True)
    text = models.TextField()
    written = models.DateTimeField(default=timezone.now)


class Setting(models.Model):
    """How the shop is run; a migration writes the first values."""

    key = models.CharField(max_length=40, unique=True)
    value = models.JSONField()
