from datetime import UTC, date, datetime, timedelta
from random import Random


def fill():
    from library.models import Author, Book, Copy, Loan, Reader, Reservation

    dice = Random(3)
    authors = [
        Author.objects.create(name=f"Author {n}", born=1900 + n if n % 5 else None)
        for n in range(15)
    ]
    copies, books = [], []
    for n in range(30):
        book = Book.objects.create(
            full_title=f"Title {n}: and more of it" if n % 2 else f"Title {n}",
            isbn=f"978{n:010}",
            year=1980 + n,
            pages=100 + 7 * n if n % 6 else None,
        )
        book.authors.set(dice.sample(authors, 1 + n % 2))
        books.append(book)
        copies += [
            Copy.objects.create(
                book=book,
                barcode=f"B{n:04}{number}",
                bought=date(1990, 1, 1) + timedelta(days=100 * n),
                lost=n % 10 == 9,
            )
            for number in range(2)
        ]
    readers = [
        Reader.objects.create(
            first_name=f"Given{n}",
            last_name=f"Family{n}",
            mail=f"r{n}@example.org",
            card=f"C{n:05}",
        )
        for n in range(20)
    ]
    for n in range(60):
        lent = date(2024, 1, 1) + timedelta(days=n)
        Loan.objects.create(
            copy=copies[n % len(copies)],
            reader=dice.choice(readers),
            lent=lent,
            due=lent + timedelta(days=28),
            returned=lent + timedelta(days=n % 40) if n % 5 else None,
        )
    for n in range(10):
        Reservation.objects.create(
            book=books[n], reader=readers[n], made=datetime(2024, 5, 1 + n, 9, n, tzinfo=UTC)
        )


def arrived():
    from catalogue.models import Author, Book, Copy, Credit
    from lending.models import Hold, Loan, Patron

    book = Book.objects.get(isbn="9780000000007")
    yield (book.title, book.subtitle, book.slug), ("Title 7", "and more of it", "title-7")
    yield (book.page_count, book.authors.count()), (149, 2)
    yield Credit.objects.filter(role="author").count(), 45
    yield Copy.objects.filter(is_available=False).count(), 6
    yield Author.objects.get(name="Author 3").birth_year, 1903
    yield Patron.objects.get(card_number="C00004").full_name, "Given4 Family4"
    yield Loan.objects.filter(returned_on=None, due_on__gt=date(2024, 1, 28)).count(), 12
    yield Hold.objects.get(patron__email="r3@example.org").placed_at.minute, 3
