from datetime import UTC, datetime


def fill():
    from django.contrib.auth.models import User
    from posts.models import Category, Comment, Post

    ada = User.objects.create(username="ada")
    news = Category.objects.create(name="News", slug="news")
    first = Post.objects.create(
        author=ada,
        category=news,
        title="First",
        body="Hello",
        published_at=datetime(2021, 5, 1, tzinfo=UTC),
    )
    Post.objects.create(author=ada, category=news, title="Draft", body="To come")
    Comment.objects.create(post=first, name="Bob", text="Welcome!")


def arrived():
    from blog.models import Comment, Post

    yield (
        Post.objects.order_by("pk").values_list("title", "author__username", "category__slug"),
        [("First", "ada", "news"), ("Draft", "ada", "news")],
    )
    yield Comment.objects.values_list("post__title", "text"), [("First", "Welcome!")]
