"""The closed process: Django at work where the target is the only database to be reached.

It runs as `python -m segue.project.child`, or, with the code and the interpreter of an older
version of the project, as the package `child`: so it imports nothing but Django and itself, and
keeps to what Python 3.9 understands.
"""
