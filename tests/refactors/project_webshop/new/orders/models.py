import uuid

from crm.models import Customer
from django.db import models
from products.models import Product


class Order(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer = models.ForeignKey(Customer, models.PROTECT)
    status = models.CharField(
        max_length=10, choices=[(word, word) for word in ("open", "paid", "shipped", "cancelled")]
    )
    when = models.DateTimeField()
    note = models.TextField(blank=True)


class OrderItem(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    product = models.ForeignKey(Product, models.PROTECT)
    qty = models.IntegerField()
    unit_price = models.DecimalField(max_digits=9, decimal_places=2)
