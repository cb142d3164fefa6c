from django.db import models
from people.models import Person
from timetable.models import Lesson


class Mark(models.Model):
    lesson = models.ForeignKey(Lesson, models.CASCADE)
    pupil = models.ForeignKey(Person, models.CASCADE, related_name="marks")
    teacher = models.ForeignKey(Person, models.PROTECT, related_name="+")
    grade = models.DecimalField(max_digits=3, decimal_places=1)
    remark = models.TextField(blank=True)
