from django.db import models


class Student(models.Model):
    name = models.CharField(max_length=100)


class Course(models.Model):
    code = models.CharField(max_length=12, unique=True)
    students = models.ManyToManyField(Student, through="Enrolment")


class Enrolment(models.Model):
    course = models.ForeignKey(Course, models.CASCADE)
    student = models.ForeignKey(Student, models.CASCADE)
    enrolled_on = models.DateField(auto_now_add=True)
