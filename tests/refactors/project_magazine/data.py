from datetime import UTC, datetime


def fill():
    from django.contrib.auth.models import User
    from posts.models import Category, Image, Like, Post, Tag
    from profiles.models import Profile

    users = [User.objects.create_user(f"writer{number}", password="pw") for number in range(4)]
    for number, user in enumerate(users[:3]):
        Profile.objects.create(user=user, bio=f"Bio {number}", pen_name=f"Pen {number}")
    culture = Category.objects.create(title="Culture", slug="culture")
    film = Category.objects.create(title="Film", slug="film", parent=culture)
    tags = [Tag.objects.create(name=f"tag{number}") for number in range(5)]
    for number in range(1, 25):
        post = Post.objects.create(
            author=users[number % 4],
            category=film if number % 2 else culture,
            title=f"Story {number}",
            body=f"Once, {number} times",
            status="dpw"[number % 3],
            pub_date=datetime(2019, 2, number, 12, tzinfo=UTC) if number % 3 == 1 else None,
            image=Image.objects.create(file=f"{number}.jpg", width=640, height=480)
            if number % 5 == 0
            else None,
        )
        post.tags.set(tags[: number % 4])
        Like.objects.create(user=users[0], liked=post)
    Like.objects.create(user=users[1], liked=users[0])


def arrived():
    from accounts.models import User
    from publishing.models import Article, Like

    found = Article.objects.get(title="Story 7")
    yield (
        (found.content, found.state, found.section.slug, found.comments_open),
        ("Once, 7 times", "live", "film", True),
    )
    yield found.published_at, datetime(2019, 2, 7, 12, tzinfo=UTC)
    yield found.authors.values_list("username", "byline_name"), [("writer3", "")]
    yield (
        Article.objects.get(title="Story 6").authors.values_list("username", "bio"),
        [("writer2", "Bio 2")],
    )
    yield found.keywords.order_by("name").values_list("name", flat=True), ["tag0", "tag1", "tag2"]
    yield Article.objects.exclude(photo=None).count(), 4
    yield sorted({type(like.liked).__name__ for like in Like.objects.all()}), ["Article", "User"]
    yield Like.objects.first().liked.title, "Story 1"
    yield User.objects.get(username="writer0").check_password("pw"), True
    yield Article.objects.values_list("state", flat=True).distinct().count(), 3
