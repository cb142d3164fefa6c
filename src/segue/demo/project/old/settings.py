"""Settings of the demo's project as it was: its database holds the business."""

import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "postgres",
        "HOST": "127.0.0.1",
        "PORT": os.environ["OLD_PORT"],
        "OPTIONS": {"passfile": os.environ["OLD_PASSFILE"]},
    }
}

SECRET_KEY = "only for the demo, which nobody can reach"  # noqa: S105
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "shop",
]
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E406", "admin.E408", "admin.E409", "admin.E410"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
SITE_ID = 1
