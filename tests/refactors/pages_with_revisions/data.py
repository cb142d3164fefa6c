import json
from datetime import UTC, datetime, timedelta

MOMENT = datetime(2022, 3, 1, 8, tzinfo=UTC)


def fill():
    from cms.models import Comment, Keyword, Page, Picture, Revision, Section
    from django.contrib.auth.models import User

    users = [User.objects.create_user(f"editor{n}") for n in range(3)]
    top = Section.objects.create(name="Home", position=0)
    sections = [Section.objects.create(name=f"S{n}", parent=top, position=n) for n in range(1, 5)]
    words = [Keyword.objects.create(word=f"word{n}") for n in range(8)]
    before = None
    for n in range(25):
        page = Page.objects.create(
            section=sections[n % 4],
            parent=before if n % 3 else None,
            title=f"Page {n}",
            slug=f"page-{n}",
            body=f"Text of page {n}. " * 5,
            author=users[n % 3],
            live=n % 4 > 0,
            first_published=MOMENT + timedelta(days=n) if n % 4 else None,
        )
        page.keywords.set(words[n % 5 : n % 5 + 2])
        before = page
        for step in range(2):
            Revision.objects.create(
                item=page,
                content=json.dumps({"title": page.title, "step": step}),
                user=users[step] if n % 5 else None,
                created=MOMENT + timedelta(days=n, hours=step),
            )
        Comment.objects.create(
            item=page,
            text=f"Well said, {n}",
            name=f"Guest {n}",
            posted=MOMENT + timedelta(days=n + 1),
            hidden=n % 9 == 0,
        )
    for n in range(12):
        picture = Picture.objects.create(
            title=f"Picture {n}", file=f"pictures/{n}.jpg", width=800 + n, height=600 + 2 * n
        )
        Comment.objects.create(
            item=picture, text=f"Nice {n}", name="Anna", posted=MOMENT + timedelta(days=n)
        )


def arrived():
    from publishing.models import Article, Category, Image, Remark, Tag, Version

    page = Article.objects.get(slug="page-7")
    yield (page.headline, page.category.title, page.category.parent.title), ("Page 7", "S4", "Home")
    yield (page.parent.slug, page.tags.count(), page.is_live), ("page-6", 2, True)
    yield Remark.objects.get(text="Well said, 7").item, page
    yield Remark.objects.get(text="Nice 3").item, Image.objects.get(title="Picture 3")
    yield Version.objects.filter(object_id=page.pk).order_by("pk").last().data["step"], 1
    yield len(set(Article.objects.values_list("uuid", flat=True))), 25
    yield (Category.objects.count(), Tag.objects.filter(name="word3").count()), (5, 1)
    yield Remark.objects.filter(is_hidden=True, author_name="Guest 18").count(), 1
