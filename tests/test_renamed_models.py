"""An app and its models get new names and keys: what points at them by content type follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.databases import Database
from support.projects import SETTINGS, SmallProject, alias_of, small_project

OLD_MODELS = """\
from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Post(models.Model):
    id = models.AutoField(primary_key=True)
    title = models.CharField(max_length=50)
    author = models.ForeignKey(User, models.CASCADE)


class Comment(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=50)
    about = GenericForeignKey()
    text = models.TextField()
"""

NEW_MODELS = (
    OLD_MODELS.replace("class Post(", "class Article(")
    .replace("id = models.AutoField(primary_key=True)", "id = models.UUIDField(primary_key=True)")
    .replace("class Comment(", "class Remark(")
)

FILL = """
from django.contrib.auth.models import Group, Permission, User
from posts.models import Comment, Post
user = User.objects.create(id=5, username="ada")
post = Post.objects.create(id=41, title="first", author=user)
Comment.objects.create(about=post, text="on the post")
Comment.objects.create(about=user, text="on the author")
editors = Group.objects.create(name="editors")
editors.permissions.add(Permission.objects.get(codename="change_post"))
"""

PLAN = """\
version = 1
source = "env:OLD"
target = "django:default"
[[table]]
from = "public.posts_post"
to = "public.blog_article"
key = "uuid"
[[table]]
from = "public.posts_comment"
to = "public.blog_remark"
"""

LOOK = """
import json
import django
django.setup()
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from blog.models import Article, Remark
print(json.dumps({
    "about": {r.text: str(getattr(r.about, "title", r.about)) for r in Remark.objects.all()},
    "may": [str(p.content_type.app_label) + "." + p.codename
        for p in Group.objects.get().permissions.all()],
    "article": ContentType.objects.get_for_model(Article).id,
    "types": ContentType.objects.count(),
    "permissions": Permission.objects.filter(content_type__app_label="blog").count(),
}))
"""


def project(folder: Path, app: str, models: str, database: Database) -> SmallProject:
    made = small_project(folder, migrations=False)
    made.write("site_/settings.py", SETTINGS.replace('"shop"', f'"{app}"'))
    made.write(f"{app}/__init__.py", "")
    made.write(f"{app}/models.py", models)
    made.databases(default=alias_of(database))
    for command in (["makemigrations", app, "-v", "0"], ["migrate", "-v", "0"]):
        done = made.manage(*command)
        assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def moved(source_db: Database, target_db: Database, tmp_path: Path) -> SmallProject:
    """The new project after the move, its tables mapped by hand as a person would."""
    old = project(tmp_path / "old", "posts", OLD_MODELS, source_db)
    done = old.manage("shell", "-c", FILL)
    assert done.returncode == 0, done.stderr
    new = project(tmp_path / "new", "blog", NEW_MODELS, target_db)
    same = [
        row[0]
        for row in target_db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if not row[0].startswith("blog_") and row[0] != "django_migrations"
    ]
    tables = "".join(f'[[table]]\nfrom = "public.{n}"\nto = "public.{n}"\n' for n in same)
    skip = '[skip]\n"public.django_migrations" = "the target has its own"\n'
    new.write("segue.toml", PLAN + tables + skip)
    done = new.segue("move", "--no-input", OLD=source_db.url)
    assert done.returncode == 0, done.stderr
    return new


def test_content_types_permissions_and_generic_keys_follow(
    moved: SmallProject, source_db: Database
) -> None:
    seen = moved.python("import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'site_.settings'" + LOOK)
    assert seen["about"] == {"on the post": "first", "on the author": "ada"}
    assert seen["may"] == ["blog.change_article"]
    assert seen["article"] == source_db.value(
        "SELECT id FROM django_content_type WHERE model = 'post'"
    )
    assert seen["types"] == source_db.value("SELECT count(*) FROM django_content_type")
    assert seen["permissions"] == 8
