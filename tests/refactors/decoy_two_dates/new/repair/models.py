from django.db import models


class Job(models.Model):
    device = models.CharField(max_length=60)
    day_a = models.DateField(null=True, verbose_name="when the customer has paid")
    day_b = models.DateField(null=True, verbose_name="when it works again")
