"""What commands answer, as tables for people and as objects for programs.

Every object is one line of `--json` and has `version` and `event`, like the events of a run. A
command imports the modules of its own answers: the others need not be waited for.
"""
