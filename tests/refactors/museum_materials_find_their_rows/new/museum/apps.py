from django.apps import AppConfig
from django.db.models.signals import post_migrate

ORGANIC = {"Holz": True, "Ton": False, "Silber": False, "Leinen": True, "Glas": False}


def _seed(sender, **_):
    material = sender.get_model("Material")
    for name, organic in ORGANIC.items():
        material.objects.get_or_create(name=name, defaults={"is_organic": organic})


class MuseumConfig(AppConfig):
    name = "museum"

    def ready(self):
        post_migrate.connect(_seed, sender=self)
