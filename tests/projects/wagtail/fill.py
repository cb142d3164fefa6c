"""Fills Wagtail as people do: pages with revisions, images and documents with tags, staff, logs."""

import io
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from fill_the_rest import fill_the_rest
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Comment, Page, Site, Workflow

HUGE = 5_000_000


def add_people() -> list[User]:
    # An app that is long gone shifts every later id away from those of a new database.
    ContentType.objects.create(app_label="old_app", model="gone")
    users = [
        User.objects.create_user(f"user{n}", f"ü{n}@example.org" if n % 3 else "")
        for n in range(40)
    ]
    users.pop(7).delete()
    editors = Group.objects.create(name="Redaktion ✎")
    editors.permissions.set(Permission.objects.order_by("id")[10:40])
    for user in users[8:20]:
        user.groups.add(editors)
        user.user_permissions.add(Permission.objects.order_by("id")[user.pk])
    for number in range(50):
        session = SessionStore()
        session["basket"] = "x" * number
        session.save()
    return users


def add_pages(users: list[User]) -> None:
    home = Page.objects.get(depth=2)
    for number in range(60):
        title = f"Seite {number} «ä» 🎈" if number % 2 else f"plain '{number}' \\ %s"
        page = Page(title=title, owner=users[number % 20], search_description="x" * number * 20)
        parents = Page.objects.filter(depth=3).order_by("path")
        (home if number < 20 else parents[number % 20]).add_child(instance=page)
        revision = page.save_revision(user=users[9])
        if number % 3:
            revision.publish()
    Page.objects.filter(depth=4).first().delete()
    Site.objects.update(hostname="example.org", site_name="Ünser")
    for number in range(20):
        linked = {"redirect_page": home} if number % 2 else {"redirect_link": "http://x.example"}
        Redirect.objects.create(old_path=f"/a{number}", **linked)


def add_talk(users: list[User]) -> None:
    """What editors do with a page before it is published."""
    for number, page in enumerate(Page.objects.filter(depth=3).order_by("path")[:6]):
        Workflow.objects.get().start(page, users[number])
        comment = Comment.objects.create(
            page=page, user=users[9], text="Größe?\n" * number, contentpath="title", position=""
        )
        comment.replies.create(user=users[number], text="«ja»")


def add_files(user: User) -> None:
    root = Collection.get_first_root_node()
    shelves = [root, root.add_child(name="Presse ✎")]
    picture = io.BytesIO()
    Picture.new("RGB", (9, 9)).save(picture, "PNG")
    for number in range(15):
        content = ContentFile(picture.getvalue(), name=f"i{number}.png")
        image = Image(title=f"Bild {number}", file=content, collection=shelves[number % 2])
        image.uploaded_by_user = user
        image.save()
        image.get_rendition("width-5")
        image.tags.add("rot", f"t{number % 4}", "日本")
        document = Document(title=f"Dok {number}", file=ContentFile(b"x", name=f"d{number}.txt"))
        document.save()
        document.tags.add("rot")


def add_log(user: User) -> None:
    page = ContentType.objects.get_for_model(Page)
    for number in range(100):
        LogEntry.objects.create(
            user=user, content_type=page, object_id=str(number), object_repr="é" * 200,
            action_flag=1 + number % 3, change_message='[{"added": {}}]' if number % 2 else "",
        )  # fmt: skip
    LogEntry.objects.create(user=user, object_repr="", action_flag=1, change_message="h" * HUGE)


if __name__ == "__main__":
    people = add_people()
    add_pages(people)
    add_talk(people)
    add_files(people[8])
    add_log(people[8])
    fill_the_rest(but="wagtailforms_formsubmission")
