def fill():
    from press.models import Article, ArticleComment, Video, VideoComment

    for number in range(1, 4):
        article = Article.objects.create(title=f"A{number}", text=f"Text {number}")
        video = Video.objects.create(
            title=f"V{number}", url=f"https://example.org/{number}", seconds=60 * number
        )
        ArticleComment.objects.create(article=article, words=f"on A{number}")
        VideoComment.objects.create(video=video, words=f"on V{number}")


def arrived():
    from press.models import Comment, Item

    yield (
        Item.objects.filter(kind="article")
        .order_by("pk")
        .values_list("pk", "title", "text", "url", "seconds"),
        [
            (1, "A1", "Text 1", "", None),
            (2, "A2", "Text 2", "", None),
            (3, "A3", "Text 3", "", None),
        ],
    )
    yield (
        Item.objects.filter(kind="video")
        .order_by("pk")
        .values_list("pk", "title", "text", "url", "seconds")
        .first(),
        (
            1001,
            "V1",
            "",
            "https://example.org/1",
            60,
        ),
    )
    yield (
        Comment.objects.order_by("words").values_list("words", "item__title"),
        [(f"on {kind}{number}", f"{kind}{number}") for kind in "AV" for number in (1, 2, 3)],
    )
    yield Item.objects.create(kind="video").pk, 1004
