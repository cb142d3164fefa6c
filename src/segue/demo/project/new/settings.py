"""Settings of the refactored project: `old` holds the business, `default` is where it shall go."""

import os


def database(name: str, server: str) -> dict[str, object]:
    """One of the demo's two servers; the password stands in a file that libpq reads."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": "postgres",
        "HOST": "127.0.0.1",
        "PORT": os.environ[f"{server}_PORT"],
        "OPTIONS": {"passfile": os.environ[f"{server}_PASSFILE"]},
    }


DATABASES = {"default": database("store", "NEW"), "old": database("shop", "OLD")}

SECRET_KEY = "only for the demo, which nobody can reach"  # noqa: S105
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "store",
]
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E406", "admin.E408", "admin.E409", "admin.E410"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
SITE_ID = 1
