from datetime import UTC, datetime
from decimal import Decimal


def fill():
    from cart.models import Coupon, Purchase, PurchaseItem
    from catalog.models import Department, Product, Review
    from customers.models import Customer

    departments = [Department.objects.create(name=name) for name in ("Shoes", "Coats")]
    products = [
        Product.objects.create(
            code=f"P{number:03}",
            name=f"Product {number}",
            department=departments[number % 2],
            price=number + 0.99,
            active=number % 3 and 1,
            colour="red" if number % 2 else "",
            size="M",
            labels="new,sale" if number == 3 else "",
        )
        for number in range(20)
    ]
    customers = [
        Customer.objects.create(
            email=f"c{number}@example.com",
            full_name=f"C {number}",
            street=f"S {number}",
            town="Lyon",
            postcode="69000",
            newsletter=number % 2 == 0,
        )
        for number in range(8)
    ]
    Coupon.objects.create(code="SPRING", percent=10)
    for number in range(12):
        bought = Purchase.objects.create(
            buyer=customers[number % 8],
            state="OPSX"[number % 4],
            when=datetime(2024, 3, 1 + number, tzinfo=UTC),
        )
        for product in products[number : number + 2]:
            PurchaseItem.objects.create(
                purchase=bought, product=product, qty=number + 1, unit_price=product.price
            )
        Review.objects.create(
            about=bought if number % 2 else products[number], stars=number % 5 + 1
        )


def arrived():
    from crm.models import Address, Customer
    from orders.models import Order, OrderItem
    from products.models import Product, Review

    yield (
        Product.objects.filter(sku="P003").values_list(
            "price", "is_active", "attributes", "labels"
        ),
        [(Decimal("3.99"), False, {"colour": "red", "size": "M"}, ["new", "sale"])],
    )
    yield Product.objects.get(sku="P004").labels, []
    order = Order.objects.get(customer__email="c5@example.com")
    yield (order.status, order.when), ("paid", datetime(2024, 3, 6, tzinfo=UTC))
    yield (
        order.orderitem_set.order_by("pk").values_list("product__sku", "qty", "unit_price"),
        [
            ("P005", 6, Decimal("5.99")),
            ("P006", 6, Decimal("6.99")),
        ],
    )
    yield OrderItem.objects.count(), 24
    yield (
        Address.objects.filter(customer__full_name="C 2").values_list("street", "kind"),
        [("S 2", "delivery")],
    )
    yield Customer.objects.filter(newsletter=True).count(), 4
    yield (
        [type(review.about).__name__ for review in Review.objects.order_by("pk")[:4]],
        ["Product", "Order", "Product", "Order"],
    )
