def _site(name, pages):
    from django.contrib.auth.models import Group, Permission, User
    from wiki.models import Page, Remark, Space

    common = Space.objects.create(name="common")
    own = Space.objects.create(name=f"of {name}")
    editors = Group.objects.create(name="editors")
    editors.permissions.add(Permission.objects.get(codename="change_page"))
    locals_ = Group.objects.create(name=f"people of {name}")
    locals_.permissions.add(Permission.objects.get(codename="add_remark"))
    for user in (name, "ada"):
        User.objects.create(username=user, email=f"{user}@{name}.example").groups.set(
            [editors, locals_]
        )
    for slug in pages:
        page = Page.objects.create(
            space=common,
            slug=slug,
            author=User.objects.get(username="ada"),
            text=f"{slug} by {name}",
        )
        Remark.objects.create(about=page, words=f"{name} on {slug}")
    Page.objects.create(
        space=own, slug="home", author=User.objects.get(username=name), text=f"home of {name}"
    )
    Remark.objects.create(about=own, words=f"{name} on own")


def fill():
    _site("bob", ["alpha", "beta"])


def live():
    from django.contrib.auth.models import User

    User.objects.create(username="root")
    _site("cyd", ["zeta", "beta", "alpha2"])


def arrived():
    from django.contrib.auth.models import Group, Permission, User
    from django.contrib.contenttypes.models import ContentType
    from wiki.models import Page, Remark, Space

    yield (
        User.objects.order_by("username").values_list("username", "email"),
        [
            ("ada", "ada@cyd.example"),
            ("bob", "bob@bob.example"),
            ("cyd", "cyd@cyd.example"),
            ("root", ""),
        ],
    )
    yield (
        Group.objects.order_by("name").values_list("name", flat=True),
        ["editors", "people of bob", "people of cyd"],
    )
    yield (
        User.objects.get(username="ada").groups.order_by("name").values_list("name", flat=True),
        ["editors", "people of bob", "people of cyd"],
    )
    yield (
        User.objects.get(username="bob").get_all_permissions(),
        {"wiki.change_page", "wiki.add_remark"},
    )
    yield (
        Space.objects.order_by("name").values_list("name", flat=True),
        ["common", "of bob", "of cyd"],
    )
    yield (
        Page.objects.order_by("space__name", "slug").values_list(
            "space__name", "slug", "text", "author__username"
        ),
        [
            ("common", "alpha", "alpha by bob", "ada"),
            ("common", "alpha2", "alpha2 by cyd", "ada"),
            ("common", "beta", "beta by cyd", "ada"),
            ("common", "zeta", "zeta by cyd", "ada"),
            ("of bob", "home", "home of bob", "bob"),
            ("of cyd", "home", "home of cyd", "cyd"),
        ],
    )
    yield (
        [
            (r.words, getattr(r.about, "slug", getattr(r.about, "name", None)))
            for r in Remark.objects.order_by("words")
        ],
        [
            ("bob on alpha", "alpha"),
            ("bob on beta", "beta"),
            ("bob on own", "of bob"),
            ("cyd on alpha2", "alpha2"),
            ("cyd on beta", "beta"),
            ("cyd on own", "of cyd"),
            ("cyd on zeta", "zeta"),
        ],
    )
    yield ContentType.objects.filter(app_label="wiki").count(), 4
    yield Permission.objects.filter(content_type__app_label="wiki").count(), 16
