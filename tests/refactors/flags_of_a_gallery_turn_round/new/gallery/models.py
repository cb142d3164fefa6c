from django.db import models


class Painter(models.Model):
    full_name = models.CharField(max_length=80)
    is_living = models.BooleanField()


class Painting(models.Model):
    painter = models.ForeignKey("Painter", models.CASCADE)
    title = models.CharField(max_length=80)
    painted_in = models.SmallIntegerField(null=True)
    is_public = models.BooleanField()
    is_sold = models.BooleanField()
    has_frame = models.BooleanField()
    asking_price = models.DecimalField(max_digits=9, decimal_places=2)


class Lending(models.Model):
    painting = models.ForeignKey("Painting", models.CASCADE)
    borrower = models.CharField(max_length=80)
    is_returned = models.BooleanField()
