from django.db import models


class Timed(models.Model):
    created = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        abstract = True


class Maker(Timed):
    name = models.CharField(max_length=90)
    born = models.IntegerField(null=True)
    died = models.IntegerField(null=True)


class Item(Timed):
    maker = models.ForeignKey(Maker, models.PROTECT)
    inv_no = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    made = models.CharField(max_length=30)
    height = models.FloatField(null=True)
    width = models.FloatField(null=True)
    condition = models.CharField(
        max_length=1, choices=[("G", "good"), ("F", "fair"), ("P", "poor")]
    )
    insured = models.DateField()


class Photo(models.Model):
    item = models.ForeignKey(Item, models.CASCADE)
    file = models.CharField(max_length=100)
    caption = models.CharField(max_length=150, blank=True)
    pos = models.IntegerField()


class Show(Timed):
    title = models.CharField(max_length=120)
    opens = models.DateField()
    closes = models.DateField()
    items = models.ManyToManyField(Item)


class Loan(Timed):
    item = models.ForeignKey(Item, models.PROTECT)
    lender = models.CharField(max_length=80)
    lent = models.DateField()
    due = models.DateField()
    fee = models.DecimalField(max_digits=9, decimal_places=2)
