"""The Django app: it has no models, only the command `manage.py segue`."""

from django.apps import AppConfig


class SegueConfig(AppConfig):
    """Installed by the line "segue" in INSTALLED_APPS."""

    name = "segue"
    verbose_name = "Segue"
