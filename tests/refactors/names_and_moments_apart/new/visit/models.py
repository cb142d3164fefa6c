from django.db import models


class Slot(models.Model):
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    begins = models.DateTimeField()
    status = models.CharField(
        max_length=9,
        choices=[(word, word) for word in ("open", "confirmed", "cancelled", "missed")],
    )
