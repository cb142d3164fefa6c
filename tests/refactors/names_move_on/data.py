from datetime import UTC, datetime


def fill():
    from press.models import Article

    for number in range(1, 25):
        Article.objects.create(
            headline=f"News {number}",
            subtitle=f"What is new in {number}",
            teaser=f"Yesterday {number} things happened. Nobody knew why.",
            published=datetime(2023, 2, number, 6, tzinfo=UTC),
        )


def arrived():
    from press.models import Article

    yield (
        Article.objects.filter(headline="News 4").values_list("kicker", "lead", "published_at"),
        [
            (
                "What is new in 4",
                "Yesterday 4 things happened. Nobody knew why.",
                datetime(2023, 2, 4, 6, tzinfo=UTC),
            )
        ],
    )
