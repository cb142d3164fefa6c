from django.db import models


class Guest(models.Model):
    name = models.CharField(max_length=60)


class Visit(models.Model):
    guest_no = models.IntegerField(help_text="Guest.id, kept when the guest is deleted")
    day = models.DateField()
