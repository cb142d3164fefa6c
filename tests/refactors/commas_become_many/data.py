def fill():
    from wiki.models import Page

    Page.objects.create(title="Alps", tags="mountain, europe")
    Page.objects.create(title="Andes", tags="mountain,america ,snow")
    Page.objects.create(title="Sahara", tags="")


def arrived():
    from wiki.models import Page, Tag

    yield (
        Tag.objects.order_by("name").values_list("name", flat=True),
        ["america", "europe", "mountain", "snow"],
    )
    yield (
        Page.objects.get(title="Andes").tags.order_by("name").values_list("name", flat=True),
        ["america", "mountain", "snow"],
    )
    yield Page.objects.filter(tags=None).values_list("title", flat=True), ["Sahara"]
    yield Tag.objects.create(name="desert").pk, 5
