def fill():
    from datetime import date

    from payroll.models import Payslip

    for n in range(1, 10):
        Payslip.objects.create(month=date(2024, n, 1), amount=n, gross=1000 + n)


def arrived():
    from payroll.models import Payslip

    yield Payslip.objects.filter(month="2024-04-01").values_list("amount", flat=True), [1004]
