from datetime import date, timedelta
from decimal import Decimal


def fill():
    from desk.models import Booking, Guest, Room
    from django.contrib.auth.models import User

    clerks = [User.objects.create_user(f"clerk{n}") for n in range(3)]
    rooms = [
        Room.objects.create(
            no=f"{1 + n // 5}0{n % 5}",
            beds=1 + n % 3,
            rate=Decimal("79.50") + n,
            deposit=50,
            smoking=n == 3,
        )
        for n in range(10)
    ]
    for n in range(30):
        guest = Guest.objects.create(
            firstname=f"Given {n}",
            lastname=f"Family {n}",
            passport_no=f"P{n:07}",
            phone=f"+43 {n:06}",
            newsletter=n % 2 == 0,
        )
        day = date(2024, 1, 1) + timedelta(days=3 * n)
        Booking.objects.create(
            room=rooms[n % 10],
            guest=guest,
            arrival=day,
            departure=day + timedelta(days=1 + n % 6),
            guests=1 + n % 3,
            channel="WPA"[n % 3],
            made_by=clerks[n % 3] if n % 4 else None,
            remarks="late" if n % 7 == 0 else "",
        )


def arrived():
    from desk.models import Booking, Guest, Room

    yield Room.objects.get(number="103").non_smoking, False
    yield Room.objects.filter(bed_count=3, cleaning_fee=0).count(), 3
    guest = Guest.objects.get(passport_number="P0000004")
    yield (
        (guest.first_name, guest.last_name, guest.emergency_contact, guest.vip),
        ("Given 4", "Family 4", "", False),
    )
    booking = Booking.objects.get(guest=guest)
    yield (booking.nights, booking.channel, booking.cancelled_by), (5, "phone", None)
    yield Booking.objects.filter(notes="late", arrival_date__year=2024).count(), 5
