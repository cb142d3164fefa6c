from django.db import connection, models
from django.db.models.signals import pre_migrate


class FoodField(models.CharField):
    def db_type(self, connection):
        return "zoo_food"


class FoodsField(models.TextField):
    def db_type(self, connection):
        return "zoo_food[]"


class Animal(models.Model):
    name = models.CharField(max_length=40)
    food = FoodField(max_length=12)
    likes = FoodsField()


def make_type(**said):
    with connection.cursor() as cursor:
        cursor.execute("DROP TYPE IF EXISTS zoo_food")
        cursor.execute("CREATE TYPE zoo_food AS ENUM ('plants', 'meat', 'fish')")


pre_migrate.connect(make_type, dispatch_uid="zoo_food")
