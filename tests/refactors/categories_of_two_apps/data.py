def fill():
    from blog.models import Category as BlogCategory
    from blog.models import Entry
    from shop.models import Category, Product

    for number in range(1, 6):
        topic = BlogCategory.objects.create(name=f"Topic {number}", slug=f"t{number}")
        Entry.objects.create(category=topic, title=f"E{number}", text="x")
        shelf = Category.objects.create(name=f"Shelf {number}", slug=f"s{number}")
        Product.objects.create(category=shelf, title=f"P{number}", price=number)


def arrived():
    from blog.models import Entry
    from catalogue.models import Product

    yield Entry.objects.filter(topic__name="Topic 4").values_list("title", flat=True), ["E4"]
    yield Product.objects.filter(category__name="Shelf 2").values_list("title", flat=True), ["P2"]
