def fill():
    from journal.models import Comment, Post

    for number in range(5):
        post = Post.objects.create(title=f"P{number}")
        Comment.objects.create(about=post, text=f"on P{number}")


def arrived():
    from journal.models import Comment

    yield (
        Comment.objects.order_by("pk").values_list("text", "post__title"),
        [(f"on P{n}", f"P{n}") for n in range(5)],
    )
