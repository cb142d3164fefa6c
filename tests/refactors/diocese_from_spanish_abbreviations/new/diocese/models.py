from django.db import models


class Parish(models.Model):
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=80)
    founded = models.SmallIntegerField(null=True)


class Priest(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=60)
    ordained_on = models.DateField()
    is_retired = models.BooleanField()


class Parishioner(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=60)
    born_on = models.DateField(null=True)
    parish = models.ForeignKey("Parish", models.CASCADE)


class Sacrament(models.Model):
    recipient = models.ForeignKey("Parishioner", models.CASCADE)
    minister = models.ForeignKey("Priest", models.CASCADE)
    parish = models.ForeignKey("Parish", models.CASCADE)
    kind = models.CharField(
        max_length=12,
        choices=[
            ("baptism", "baptism"),
            ("marriage", "marriage"),
            ("confirmation", "confirmation"),
        ],
    )
    celebrated_on = models.DateField()
    remarks = models.TextField(blank=True)


class Sponsor(models.Model):
    sacrament = models.ForeignKey("Sacrament", models.CASCADE)
    sponsor = models.ForeignKey("Parishioner", models.CASCADE)


class Transfer(models.Model):
    priest = models.ForeignKey("Priest", models.CASCADE)
    origin = models.ForeignKey("Parish", models.CASCADE, related_name="+")
    destination = models.ForeignKey("Parish", models.CASCADE, related_name="+")
    effective_on = models.DateField()
    reason = models.CharField(max_length=100, blank=True)


class Choir(models.Model):
    parish = models.ForeignKey("Parish", models.CASCADE)
    name = models.CharField(max_length=60)
    members = models.ManyToManyField("Parishioner")
