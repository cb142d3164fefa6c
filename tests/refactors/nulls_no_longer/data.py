def fill():
    from band.models import Song

    Song.objects.create(title="One", lyrics=None, genre="rock")
    Song.objects.create(title="Two", lyrics="La la", genre="progressive folk metal")


def arrived():
    from band.models import Song

    yield (
        Song.objects.order_by("title").values_list("title", "lyrics", "genre"),
        [
            ("One", "", "rock"),
            ("Two", "La la", "progressive "),
        ],
    )
