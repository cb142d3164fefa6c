"""Wagtail 5.2, or a later one, with all its apps, and Segue for `manage.py segue`."""

from databases import DATABASES, DEFAULT_AUTO_FIELD, MIDDLEWARE, STORAGES, TEMPLATES

__all__ = ["DATABASES", "DEFAULT_AUTO_FIELD", "MIDDLEWARE", "STORAGES", "TEMPLATES"]

SECRET_KEY = "tests"
USE_TZ = True
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
WAGTAIL_SITE_NAME = "Tests"
WAGTAILADMIN_BASE_URL = "http://localhost"
ROOT_URLCONF = "urls"
INSTALLED_APPS = [
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "segue",
]
