from django.apps import AppConfig
from django.db.models.signals import post_migrate

OUTCOMES = {"Resolved": True, "Called back": False, "Wrong number": True, "Escalated": False}


def _seed(sender, **_):
    outcome = sender.get_model("Outcome")
    for title, closes in OUTCOMES.items():
        outcome.objects.get_or_create(title=title, defaults={"closes_call": closes})


class CallsConfig(AppConfig):
    name = "calls"

    def ready(self):
        post_migrate.connect(_seed, sender=self)
