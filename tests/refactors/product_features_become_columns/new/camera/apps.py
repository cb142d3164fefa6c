from django.apps import AppConfig
from django.db.models.signals import post_migrate

MAKERS = ["Canon", "Leica", "Nikon", "Pentax", "Sigma"]


def _seed(sender, **_):
    maker = sender.get_model("Maker")
    for name in MAKERS:
        maker.objects.get_or_create(name=name)


class CameraConfig(AppConfig):
    name = "camera"

    def ready(self):
        post_migrate.connect(_seed, sender=self)
