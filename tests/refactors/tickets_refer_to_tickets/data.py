def fill():
    from desk.models import Ticket

    first = Ticket.objects.create(title="first")
    second = Ticket.objects.create(title="second", parent=first)
    Ticket.objects.create(title="third", parent=second, duplicate_of=first)


def arrived():
    from desk.models import Ticket

    third = Ticket.objects.get(title="third")
    yield (third.parent_ticket.title, third.duplicate_ticket.title), ("second", "first")
