"""DATABASES of the real projects: `old` and `default`, as the test's environment names them."""

from __future__ import annotations

import os


def database(side: str) -> dict[str, object]:
    """One side; the password stands in a file that libpq reads."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "USER": "postgres",
        "PORT": os.environ[f"{side}_PORT"],
        "NAME": os.environ[f"{side}_DB"],
        "OPTIONS": {"passfile": os.environ[f"{side}_PASSFILE"]}
        if os.environ.get(f"{side}_PASSFILE")
        else {},
    }


DATABASES = {"default": database("NEW"), "old": database("OLD")}

DEFAULT_AUTO_FIELD = f"django.db.models.{os.environ.get('AUTO_FIELD', 'AutoField')}"
"""A project's later version has larger keys."""

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"""Files are not moved, so none are left behind."""

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
