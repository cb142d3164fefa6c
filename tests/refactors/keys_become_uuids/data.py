def fill():
    from django.contrib.auth.models import User
    from media.models import Album, Photo, Tag

    album = Album.objects.create(name="Summer")
    photos = [Photo.objects.create(album=album, caption=f"Beach {number}") for number in range(4)]
    photos[0].similar.add(photos[3])
    Tag.objects.create(word="sea", tagged=photos[2])
    Tag.objects.create(word="holiday", tagged=album)
    Tag.objects.create(word="friend", tagged=User.objects.create(username="zoe"))


def arrived():
    from media.models import Album, Photo, Tag

    yield Photo.objects.filter(album=Album.objects.get()).count(), 4
    yield Photo.objects.get(caption="Beach 0").similar.get().caption, "Beach 3"
    yield (
        [
            str(getattr(tag.tagged, "caption", getattr(tag.tagged, "name", tag.tagged)))
            for tag in Tag.objects.order_by("word")
        ],
        ["zoe", "Summer", "Beach 2"],
    )
    yield len({type(pk).__name__ for pk in Photo.objects.values_list("pk", flat=True)}), 1
