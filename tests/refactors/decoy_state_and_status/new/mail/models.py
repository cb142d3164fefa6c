from django.db import models


class Address(models.Model):
    street = models.CharField(max_length=80)
    city = models.CharField(max_length=40)
    status = models.CharField(max_length=20, help_text="of the postman's check")
    number = models.CharField(max_length=10, help_text="of the post box")
