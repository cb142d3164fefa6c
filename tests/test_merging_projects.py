"""Two live databases of one project become one: users by name, tags by slug, posts by offset."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.databases import Database
from support.projects import SETTINGS, SmallProject, alias_of, small_project

MODELS = """\
from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Tag(models.Model):
    slug = models.SlugField(unique=True)


class Post(models.Model):
    title = models.CharField(max_length=50)
    author = models.ForeignKey(User, models.CASCADE)
    tags = models.ManyToManyField(Tag)


class Comment(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    about = GenericForeignKey()
    text = models.TextField()
    author = models.ForeignKey(User, models.CASCADE)
"""

FILL_OLD = """
from django.contrib.auth.models import User
from blog.models import Comment, Post, Tag
ann, bob = (User.objects.create(username=name, first_name="old") for name in ("ann", "bob"))
red, blue = (Tag.objects.create(slug=slug) for slug in ("red", "blue"))
for number, author in enumerate((ann, bob, bob)):
    post = Post.objects.create(title=f"old {number}", author=author)
    post.tags.add(red, blue)
    Comment.objects.create(about=post, text=f"on {post.title}", author=ann)
Comment.objects.create(about=bob, text="on bob", author=ann)
Comment.objects.create(about=blue, text="on blue", author=bob)
"""

FILL_NEW = """
from django.contrib.auth.models import User
from blog.models import Comment, Post, Tag
User.objects.create(id=40, username="cyd", first_name="new")
User.objects.create(id=41, username="ann", first_name="new")
blue = Tag.objects.create(id=7, slug="blue")
post = Post.objects.create(id=3, title="new", author_id=40)
post.tags.add(blue)
Comment.objects.create(about=post, text="on new", author_id=41)
"""

MATCHED = {
    "django_content_type": 'key = { match = ["app_label", "model"] }',
    "auth_permission": 'key = { match = ["content_type_id", "codename"] }',
    "auth_user": 'key = { match = ["username"] }',
    "blog_tag": 'key = { match = ["slug"] }',
    "blog_post": "key = { offset = 1000 }",
    "blog_post_tags": "key = { offset = 1000 }",
    "blog_comment": "key = { offset = 1000 }",
}

LOOK = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "site_.settings"
import json
import django
django.setup()
from django.contrib.auth.models import User
from blog.models import Comment, Post, Tag
print(json.dumps({
    "users": {u.username: [u.id, u.first_name] for u in User.objects.all()},
    "tags": {t.slug: t.id for t in Tag.objects.all()},
    "posts": sorted(
        [p.id, p.title, p.author.username, sorted(t.slug for t in p.tags.all())]
        for p in Post.objects.all()
    ),
    "comments": {
        c.text: [str(getattr(c.about, "title", getattr(c.about, "slug", c.about))),
                 c.author.username]
        for c in Comment.objects.all()
    },
    "made": [model.objects.create(**values).pk > 1000 for model, values in (
        (Post, {"title": "made", "author_id": 40}),
    )],
}))
"""


def project(folder: Path, database: Database, fill: str) -> SmallProject:
    made = small_project(folder, migrations=False)
    made.write("site_/settings.py", SETTINGS.replace('"shop"', '"blog"'))
    made.write("blog/__init__.py", "")
    made.write("blog/models.py", MODELS)
    made.databases(default=alias_of(database))
    for command in (["makemigrations", "blog", "-v", "0"], ["migrate", "-v", "0"]):
        done = made.manage(*command)
        assert done.returncode == 0, done.stderr
    done = made.manage("shell", "-c", fill)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def merged(source_db: Database, target_db: Database, tmp_path: Path) -> SmallProject:
    """The project on the target, with the plan as a person would write it, before the move."""
    project(tmp_path / "old", source_db, FILL_OLD)
    new = project(tmp_path / "new", target_db, FILL_NEW)
    # As in real life, content types got other ids there.
    target_db.execute(
        "SET session_replication_role = replica;"
        "UPDATE django_content_type SET id = id + 50; UPDATE blog_comment SET content_type_id ="
        " content_type_id + 50; UPDATE auth_permission SET content_type_id = content_type_id + 50"
    )
    names = [
        row[0]
        for row in source_db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if row[0] != "django_migrations"
    ]
    tables = "".join(
        f'[[table]]\nfrom = "public.{name}"\nto = "public.{name}"\n{MATCHED.get(name, "")}\n'
        for name in names
    )
    new.write(
        "segue.toml",
        'version = 1\nsource = "env:OLD"\ntarget = "django:default"\nexisting_rows = "keep"\n'
        f'{tables}[skip]\n"public.django_migrations" = "the target has its own"\n',
    )
    return new


def _everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    names = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        name: database.execute(f"SELECT t::text, t.xmin::text FROM public.{name} t ORDER BY 1")
        for (name,) in names
    }


def test_two_databases_become_one_and_the_second_run_changes_nothing(
    merged: SmallProject, source_db: Database, target_db: Database
) -> None:
    moved = merged.segue("move", "--no-input", OLD=source_db.url)
    assert moved.returncode == 0, moved.stderr
    rows = _everything(target_db)
    again = merged.segue("move", "--no-input", OLD=source_db.url)
    assert again.returncode == 0, again.stderr
    assert "Nothing to do" in again.stdout
    target_db.execute("DROP SCHEMA segue CASCADE")
    anew = merged.segue("move", "--no-input", OLD=source_db.url)
    assert anew.returncode == 0, anew.stderr
    assert _everything(target_db) == rows
    seen = merged.python(LOOK)
    assert seen["users"] == {"ann": [41, "new"], "bob": [52, "old"], "cyd": [40, "new"]}
    assert seen["tags"] == {"red": 11, "blue": 7}
    assert seen["posts"] == [
        [3, "new", "cyd", ["blue"]],
        [1001, "old 0", "ann", ["blue", "red"]],
        [1002, "old 1", "bob", ["blue", "red"]],
        [1003, "old 2", "bob", ["blue", "red"]],
    ]
    assert seen["comments"] == {
        "on new": ["new", "ann"],
        "on old 0": ["old 0", "ann"],
        "on old 1": ["old 1", "ann"],
        "on old 2": ["old 2", "ann"],
        "on bob": ["bob", "ann"],
        "on blue": ["blue", "bob"],
    }
    assert seen["made"] == [True]
