from decimal import Decimal


def fill():
    from crate.models import Box

    for number in range(1, 15):
        Box.objects.create(
            code=f"B{number}", value1=number * 1.5, value2=number * 2.0, value3=number / 4
        )


def arrived():
    from crate.models import Box

    yield (
        Box.objects.filter(code="B6").values_list("height", "width", "depth"),
        [(Decimal("9.0"), Decimal("12.0"), Decimal("1.5"))],
    )
