from datetime import UTC, date, datetime, timedelta
from decimal import Decimal


def fill():
    from charity.models import Donor, Drive, Gift, Pledge

    drives = [
        Drive.objects.create(
            title=f"Drive {n}",
            slug=f"drive-{n}",
            goal=10000 + n,
            starts=date(2024, 1 + n, 1),
            ends=date(2024, 6 + n, 1),
        )
        for n in range(3)
    ]
    for n in range(20):
        donor = Donor.objects.create(
            name=f"Donor {n}",
            mail=f"d{n}@example.org",
            address=f"Road {n}, Linz",
            birthday=date(1950 + n, 2, 3) if n % 3 else None,
            notes=f"Note {n}" if n % 4 else None,
        )
        pledge = Pledge.objects.create(
            donor=donor, drive=drives[n % 3], amount=1500 + 100 * n, rhythm="OMY"[n % 3],
            made=datetime(2024, 3, 1, 9, n, tzinfo=UTC),
        )  # fmt: skip
        for k in range(2):
            Gift.objects.create(
                pledge=pledge, amount=1500 + 100 * n, paid=date(2024, 4, 1) + timedelta(days=n + k),
                bank_ref=f"AT{n:04}{k}", thanked=k == 0,
            )  # fmt: skip


def arrived():
    from fundraising.models import Campaign, Donation, Pledge, Supporter

    who = Supporter.objects.get(email="d4@example.org")
    yield (who.full_name, who.street, who.city, who.notes), ("Donor 4", "Road 4", "Linz", "")
    yield Supporter.objects.filter(date_of_birth=None).count(), 7
    yield Campaign.objects.get(slug="drive-1").target, 10001
    pledge = Pledge.objects.get(supporter=who)
    yield (
        (pledge.amount, pledge.frequency, pledge.campaign.slug),
        (Decimal("19.00"), "monthly", "drive-1"),
    )
    gift = Donation.objects.get(bank_reference="AT00041")
    yield (
        (gift.amount, gift.paid_on, gift.receipt_sent),
        (Decimal("19.00"), date(2024, 4, 6), False),
    )
