from django.db import models


class LocalTimeField(models.DateTimeField):
    def db_type(self, connection):
        return "timestamp"


class Teacher(models.Model):
    id = models.AutoField(primary_key=True, db_column="TEACHER_ID")
    surname = models.CharField(max_length=40, db_column="SURNAME")
    forename = models.CharField(max_length=40, db_column="FORENAME")
    initials = models.CharField(max_length=4, db_column="INITIALS", unique=True)
    room = models.CharField(max_length=5, db_column="ROOM_NO", null=True)
    active = models.CharField(max_length=1, db_column="ACTIVE_YN")

    class Meta:
        db_table = "TEACHER"


class Pupil(models.Model):
    id = models.AutoField(primary_key=True, db_column="PUPIL_ID")
    surname = models.CharField(max_length=40, db_column="SURNAME")
    forename = models.CharField(max_length=40, db_column="FORENAME")
    locker = models.IntegerField(db_column="LOCKER", null=True)
    active = models.CharField(max_length=1, db_column="ACTIVE_YN")

    class Meta:
        db_table = "PUPIL"


class Subject(models.Model):
    code = models.CharField(max_length=6, primary_key=True, db_column="CD")
    title = models.CharField(max_length=60, db_column="TITLE")

    class Meta:
        db_table = "SUBJECT"


class Lesson(models.Model):
    id = models.AutoField(primary_key=True, db_column="LESSON_ID")
    subject = models.ForeignKey(Subject, models.PROTECT, db_column="SUBJ_CD")
    teacher = models.ForeignKey(Teacher, models.PROTECT, db_column="TEACHER_ID")
    starts = LocalTimeField(db_column="STARTS")
    minutes = models.IntegerField(db_column="MINUTES")

    class Meta:
        db_table = "LESSON"


class Mark(models.Model):
    id = models.AutoField(primary_key=True, db_column="MARK_ID")
    lesson = models.ForeignKey(Lesson, models.CASCADE, db_column="LESSON_ID")
    pupil = models.ForeignKey(Pupil, models.CASCADE, db_column="PUPIL_ID")
    grade = models.FloatField(db_column="GRADE")
    given_by = models.CharField(max_length=4, db_column="TEACHER_INITIALS")

    class Meta:
        db_table = "MARK"
