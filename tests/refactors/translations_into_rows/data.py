def fill():
    from faq.models import Entry

    Entry.objects.create(
        position=1, question_en="Why?", answer_en="Because", question_de="Warum?", answer_de="Darum"
    )
    Entry.objects.create(position=2, question_en="When?", answer_en="Now")


def arrived():
    from faq.models import Translation

    yield (
        Translation.objects.order_by("entry__position", "language").values_list(
            "entry__position", "language", "question", "answer"
        ),
        [
            (1, "de", "Warum?", "Darum"),
            (1, "en", "Why?", "Because"),
            (2, "en", "When?", "Now"),
        ],
    )
