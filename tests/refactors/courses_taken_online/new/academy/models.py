from django.conf import settings
from django.db import models


class Course(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=120)
    instructor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    credits = models.IntegerField()
    start_date = models.DateField()
    end_date = models.DateField()


class Lesson(models.Model):
    course = models.ForeignKey(Course, models.CASCADE)
    position = models.SmallIntegerField()
    title = models.CharField(max_length=120)
    slug = models.SlugField()
    summary = models.TextField(default="", blank=True)
    video_url = models.URLField(blank=True)


class Learner(models.Model):
    name = models.CharField(max_length=80)
    email = models.EmailField(unique=True)
    matriculation = models.CharField(max_length=20)


class Enrollment(models.Model):
    learner = models.ForeignKey(Learner, models.CASCADE)
    course = models.ForeignKey(Course, models.CASCADE)
    enrolled_on = models.DateField()
    progress = models.FloatField()
    final_grade = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    certificate = models.CharField(max_length=100, blank=True, default="")


class Quiz(models.Model):
    lesson = models.ForeignKey(Lesson, models.CASCADE)
    num_questions = models.IntegerField()
    passing_score = models.IntegerField()
    minutes = models.IntegerField()


class Submission(models.Model):
    quiz = models.ForeignKey(Quiz, models.CASCADE)
    learner = models.ForeignKey(Learner, models.CASCADE)
    score = models.IntegerField()
    submitted_at = models.DateTimeField()
