def fill():
    from notes.models import Note, Tag

    words = [Tag.objects.create(word=word) for word in ("red", "green", "blue")]
    for number in range(12):
        note = Note.objects.create(text=f"Note {number}", deleted=number % 3 == 0)
        note.tags.set(words[: number % 3 + 1])


def arrived():
    from notes.models import Note

    yield Note.objects.filter(status="gone").count(), 4
    yield (
        Note.objects.filter(text="Note 5")
        .values_list("status", "tags__word")
        .order_by("tags__word"),
        [("live", "blue"), ("live", "green"), ("live", "red")],
    )
