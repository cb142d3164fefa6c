def fill():
    from memos.models import Note

    for number in range(30):
        Note.objects.create(
            headline=f"Note {number} — “é”",
            summary="long " * 90,
            code=f"N-{number:05}",
            lang=("en", "pt-BR", "de")[number % 3],
        )


def arrived():
    from memos.models import Note

    yield Note.objects.count(), 30
    found = Note.objects.get(code="N-00004")
    yield (found.headline, len(found.summary), found.language), ("Note 4 — “é”", 450, "pt-BR")
