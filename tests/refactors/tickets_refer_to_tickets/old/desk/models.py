from django.db import models


class Ticket(models.Model):
    title = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
