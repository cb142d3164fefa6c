def fill():
    from pages.models import Feedback, Page

    Page.objects.create(slug="home", html="<h1>Hi</h1>")
    for number in range(20):
        Feedback.objects.create(
            name=f"V{number}", email=f"v{number}@example.com", message="Nice page"
        )


def arrived():
    from pages.models import Page, Speaker

    yield Page.objects.values_list("slug"), [("home",)]
    yield Speaker.objects.count(), 0
