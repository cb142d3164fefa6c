def fill():
    from review.models import Post

    for number in range(10):
        Post.objects.create(body=f"Text {number}", approved=number != 3, score=number)


def arrived():
    from review.models import Post

    yield Post.objects.values_list("archived", "word_count").distinct(), [(False, None)]
    yield Post.objects.count(), 10
