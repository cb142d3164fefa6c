from django.apps import AppConfig
from django.db.models.signals import post_migrate

KINDS = [
    ("obras", "Building works"),
    ("ruido", "Noise permit"),
    ("esplanada", "Pavement seating"),
    ("publicidade", "Advertising"),
    ("ocupacao", "Use of public space"),
]


def _seed(sender, **_):
    kind = sender.get_model("ApplicationKind")
    for code, title in KINDS:
        kind.objects.get_or_create(code=code, defaults={"title": title})


class CouncilConfig(AppConfig):
    name = "council"

    def ready(self):
        post_migrate.connect(_seed, sender=self)
