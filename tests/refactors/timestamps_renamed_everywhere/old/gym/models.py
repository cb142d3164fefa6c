from django.db import models


class Base(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)
    active = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Member(Base):
    name = models.CharField(max_length=60)


class Trainer(Base):
    name = models.CharField(max_length=60)
    skills = models.TextField()


class Session(Base):
    trainer = models.ForeignKey(Trainer, models.CASCADE)
    members = models.ManyToManyField(Member)
    starts = models.DateTimeField()
