from django.db import models


class Student(models.Model):
    name = models.CharField(max_length=60)
    born = models.DateField()


class Course(models.Model):
    title = models.CharField(max_length=60)
    students = models.ManyToManyField(Student, through="Registration")


class Registration(models.Model):
    course = models.ForeignKey(Course, models.CASCADE)
    student = models.ForeignKey(Student, models.CASCADE)
    mark = models.IntegerField(null=True)
