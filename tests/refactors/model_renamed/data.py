from datetime import UTC, datetime


def fill():
    from django.contrib.auth.models import User
    from helpdesk.models import Reply, Ticket

    eve, tom = (User.objects.create(username=name) for name in ("eve", "tom"))
    for number in range(1, 31):
        ticket = Ticket.objects.create(
            pk=number * 10, subject=f"Printer {number}", opened_by=eve, closed=number % 3 == 0
        )
        Reply.objects.create(
            ticket=ticket,
            sender=tom,
            body=f"Is it on? {number}",
            sent=datetime(2022, 1, number, tzinfo=UTC),
        )


def arrived():
    from helpdesk.models import Message, Request

    yield Request.objects.count(), 30
    yield Request.objects.filter(closed=True).count(), 10
    yield (
        Message.objects.filter(request__pk=70).values_list(
            "request__subject", "sender__username", "body"
        ),
        [("Printer 7", "tom", "Is it on? 7")],
    )
