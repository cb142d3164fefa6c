from django.db import models


class AbstractReading(models.Model):
    device = models.CharField(max_length=10)
    day = models.DateField()
    value = models.FloatField()

    class Meta:
        abstract = True


class Reading2022(AbstractReading):
    pass


class Reading2023(AbstractReading):
    pass


class Reading2024(AbstractReading):
    pass
