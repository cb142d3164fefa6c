from datetime import date

BOOKS = [
    (
        "Emma",
        "Jane Austen",
        "9780141439587",
        date(1815, 12, 23),
        474,
        "A novel about youthful hubris.",
        True,
    ),
    (
        "Dracula",
        "Bram Stoker",
        "9780141439846",
        date(1897, 5, 26),
        418,
        "Letters, diaries, a ship's log.",
        False,
    ),
    ("Beowulf", "", "9780140449310", None, 112, "", True),
]


def fill():
    from library.models import Book

    fields = ("name", "writer", "isbn_no", "pub_date", "pages", "desc", "is_avail")
    for book in BOOKS:
        Book.objects.create(**dict(zip(fields, book, strict=True)))


def arrived():
    from library.models import Book

    fields = (
        "title",
        "author_name",
        "isbn",
        "publication_date",
        "page_count",
        "description",
        "is_available",
    )
    yield Book.objects.order_by("pk").values_list(*fields), BOOKS
