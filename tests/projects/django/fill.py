"""Gives the models of Django's own tests rows, whatever kinds of keys and fields they have."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from cache.models import expensive_calculation
from fill_the_rest import fill_the_rest

if __name__ == "__main__":
    expensive_calculation.num_runs = 0  # what a test counts by
    fill_the_rest(but="basic_article")
