def fill():
    from shelf.models import Author, Book

    mann = Author.objects.create(name="Mann")
    Book.objects.create(title="Buddenbrooks", author=mann)
    Book.objects.create(title="Edda", author=None)
    Book.objects.create(title="Der Zauberberg", author=mann)


def arrived():
    from shelf.models import Author, Book

    yield (
        Book.objects.order_by("title").values_list("title", "authors__name"),
        [
            ("Buddenbrooks", "Mann"),
            ("Der Zauberberg", "Mann"),
            ("Edda", None),
        ],
    )
    book = Book.objects.get(title="Edda")
    book.authors.add(Author.objects.create(name="Snorri"))
    yield book.authors.count(), 1
