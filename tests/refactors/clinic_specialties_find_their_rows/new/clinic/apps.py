from django.apps import AppConfig
from django.db.models.signals import post_migrate

SURGICAL = {
    "Surgery": True,
    "Cardiology": False,
    "Urology": True,
    "Oncology": False,
    "Radiology": False,
}


def _seed(sender, **_):
    specialty = sender.get_model("Specialty")
    for title, surgical in SURGICAL.items():
        specialty.objects.get_or_create(title=title, defaults={"is_surgical": surgical})


class ClinicConfig(AppConfig):
    name = "clinic"

    def ready(self):
        post_migrate.connect(_seed, sender=self)
