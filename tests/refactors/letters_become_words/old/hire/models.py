from django.db import models


class Application(models.Model):
    name = models.CharField(max_length=60)
    state = models.CharField(
        max_length=1,
        choices=[
            ("N", "New"),
            ("I", "Interview"),
            ("H", "Hired"),
            ("X", "Rejected"),
            ("W", "Withdrawn"),
        ],
    )
