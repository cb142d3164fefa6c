from django.db import models


class VoicePart(models.Model):
    name = models.CharField(max_length=30)
    position = models.SmallIntegerField()


class Singer(models.Model):
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    voice_part = models.ForeignKey("VoicePart", models.CASCADE)
    born_on = models.DateField(null=True)
    joined_on = models.DateField()
    is_active = models.BooleanField()


class Composer(models.Model):
    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    birth_year = models.SmallIntegerField(null=True)


class Piece(models.Model):
    title = models.CharField(max_length=120)
    composer = models.ForeignKey("Composer", models.CASCADE)
    duration_seconds = models.IntegerField()
    language = models.CharField(max_length=3)
    remarks = models.TextField(blank=True)


class Concert(models.Model):
    title = models.CharField(max_length=120)
    venue = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    admission = models.DecimalField(max_digits=6, decimal_places=2)
    is_cancelled = models.BooleanField()


class ProgrammeItem(models.Model):
    concert = models.ForeignKey("Concert", models.CASCADE)
    piece = models.ForeignKey("Piece", models.CASCADE)
    position = models.SmallIntegerField()


class Rehearsal(models.Model):
    concert = models.ForeignKey("Concert", models.SET_NULL, null=True)
    starts_at = models.DateTimeField()
    room = models.CharField(max_length=40)


class Attendance(models.Model):
    rehearsal = models.ForeignKey("Rehearsal", models.CASCADE)
    singer = models.ForeignKey("Singer", models.CASCADE)
    was_present = models.BooleanField()
    excuse = models.CharField(max_length=100, blank=True)
