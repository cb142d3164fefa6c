from decimal import Decimal


def fill():
    from erp.models import Article, Group

    groups = [Group.objects.create(code=f"G{number}") for number in range(3)]
    for number in range(6):
        Article.objects.create(
            group=groups[number % 3], code=f"A{number}", label=f"new {number}", price=number + 0.5
        )


def live():
    from stock.models import Article, Group

    groups = [Group.objects.create(code=f"G{number}") for number in (7, 1)]
    for number in (9, 3, 4):
        Article.objects.create(
            group=groups[number % 2], code=f"A{number}", label=f"old {number}", price=99
        )


def arrived():
    from stock.models import Article, Group

    yield Group.objects.order_by("code").values_list("code", flat=True), ["G0", "G1", "G2", "G7"]
    yield (
        Article.objects.order_by("code").values_list("code", "label", "price", "group__code"),
        [
            *(
                (f"A{number}", f"new {number}", Decimal(f"{number}.50"), f"G{number % 3}")
                for number in range(6)
            ),
            ("A9", "old 9", Decimal("99.00"), "G1"),
        ],
    )
    yield Article.objects.get(code="A3").pk, 2
