from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

MOMENT = datetime(2021, 4, 1, 9, tzinfo=UTC)


def fill():
    from museum.models import Item, Loan, Maker, Photo, Show

    def stamps(n):
        return {
            "created": MOMENT + timedelta(days=n),
            "changed": MOMENT + timedelta(days=2 * n, hours=1),
        }

    makers = [
        Maker.objects.create(
            name=f"Maker {n}", born=1800 + n, died=1870 + n if n % 3 else None, **stamps(n)
        )
        for n in range(8)
    ]
    items = []
    for n in range(30):
        item = Item.objects.create(
            maker=makers[n % 8],
            inv_no=f"{1900 + n}/{n:03}",
            name=f"Vase {n}",
            made=f"about {1850 + n}",
            height=20.5 + n if n % 4 else None,
            width=10.25 + n,
            condition="GFP"[n % 3],
            insured=date(2020, 1, 1) + timedelta(days=n),
            **stamps(n),
        )
        items.append(item)
        for k in range(2):
            Photo.objects.create(
                item=item, file=f"p/{n}-{k}.jpg", caption="" if k else f"Front of {n}", pos=k
            )
        if n % 3 == 0:
            day = date(2022, 1, 1) + timedelta(days=n)
            Loan.objects.create(
                item=item,
                lender=f"House {n}",
                lent=day,
                due=day + timedelta(days=90),
                fee=Decimal(50 + n),
                **stamps(n),
            )
    for n in range(4):
        show = Show.objects.create(
            title=f"Show {n}", opens=date(2022, 1 + n, 1), closes=date(2022, 6 + n, 1), **stamps(n)
        )
        show.items.set(items[n : n + 7])


def arrived():
    from collection.models import Artist, Artwork, Image
    from exhibitions.models import Exhibition, Loan

    artist = Artist.objects.get(slug="maker-5")
    yield (
        (artist.birth_year, artist.death_year, artist.created_at),
        (1805, 1875, MOMENT + timedelta(days=5)),
    )
    work = Artwork.objects.get(inventory_number="1907/007")
    yield (
        (work.title, work.condition, work.height, work.artist.name),
        ("Vase 7", "fair", 27.5, "Maker 7"),
    )
    yield work.appraised_on, date(2020, 1, 8)
    yield (
        Image.objects.filter(artwork=work).order_by("position").values_list("caption", flat=True),
        ["Front of 7", ""],
    )
    yield Exhibition.objects.get(title="Show 2", start_date=date(2022, 3, 1)).artworks.count(), 7
    loan = Loan.objects.get(lender_name="House 9")
    yield (loan.due_on - loan.lent_on, loan.insurance), (timedelta(days=90), 0)
