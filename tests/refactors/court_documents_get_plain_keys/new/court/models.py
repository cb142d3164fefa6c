from django.db import models


class Case(models.Model):
    docket_number = models.CharField(max_length=14, unique=True)
    title = models.CharField(max_length=100)
    judge = models.CharField(max_length=80, blank=True)
    opened_on = models.DateField()


class Hearing(models.Model):
    case = models.ForeignKey(Case, models.CASCADE)
    starts_at = models.DateTimeField()
    courtroom = models.CharField(max_length=20, blank=True)


class Filing(models.Model):
    case = models.ForeignKey(Case, models.CASCADE)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=80)


class Document(models.Model):
    hearing = models.ForeignKey(Hearing, models.SET_NULL, null=True)
    filing = models.ForeignKey(Filing, models.SET_NULL, null=True)
    caption = models.CharField(max_length=100)
    page_count = models.SmallIntegerField(null=True)
    is_sealed = models.BooleanField(default=False)
