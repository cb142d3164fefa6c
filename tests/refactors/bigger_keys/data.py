def fill():
    from django.contrib.auth.models import User
    from forum.models import Post, Thread

    user = User.objects.create(username="kim")
    thread = Thread.objects.create(pk=2_000_000_000, title="Hello", starter=user)
    thread.watchers.add(user)
    first = Post.objects.create(pk=2_147_483_646, thread=thread, text="first", likes=3)
    Post.objects.create(pk=2_147_483_647, thread=thread, text="last", reply_to=first)


def arrived():
    from forum.models import Post, Thread

    last = Post.objects.get(text="last")
    yield (last.pk, last.thread_id, last.reply_to.likes), (2_147_483_647, 2_000_000_000, 3)
    yield last.thread.watchers.get().username, "kim"
    yield Post.objects.create(thread=Thread.objects.get(), text="beyond").pk, 2_147_483_648
