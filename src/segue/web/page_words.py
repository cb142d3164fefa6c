"""Helps as pages say them: the button or the page, where a terminal names a command or an option.

Only what the pages have too is said otherwise; SQL, lines of the plan and all else stay.
"""

from __future__ import annotations

import re

_PHRASES = (
    (r"Add --create-database, or create it yourself and run the command again",
     "Create it under Connect, or create it yourself"),
    (r"or add --create-database", "or create it under Connect"),
    (r"\(--create-database (does so|makes one)\)",
     r"(“Create the target database” under Connect \1)"),
    (r"\(--create-database\)", "(“Create the target database” under Connect)"),
    (r"or --target-is-fresh, if", "or tick under Review that you know it, if"),
    (r"give --target-is-fresh", "tick that you know it, under Review"),
    (r"--target-is-fresh says yes in advance", "a tick under Review says yes in advance"),
    (r"use fewer --jobs", "fill in fewer “Parts copied at once” under Review"),
    (r"`segue plan --questions`", "Questions"),
    (r"`segue plan` drafts", "“Draft again” under Tables drafts"),
    (r"then `segue plan`, which asks", "then “Draft again” under Tables, which asks"),
    (r"`segue move --rehearse`", "“Rehearse it first” under Review"),
    (r"`segue plan --from SOURCE --to TARGET` drafts", "“Draft the plan” under Tables drafts"),
    (r"`segue verify --rows TABLE`", "“Show the rows” under Verify"),
    (r"`segue restore`", "“Put everything back” under Running"),
    (r"`segue status`", "Running"),
    (r"`segue verify`", "Verify"),
    (r"`segue check --history`", "History"),
    (r"`segue check`", "Check"),
    (r"`segue follow`", "“Go on following” under Live"),
    (r"`segue move --live`", "“Begin the live move” under Live"),
    (r"`segue stop` it", "pause it under Running"),
    (r"`segue stop`", "“Stop following” under Live"),
    (r"(?:Run|run) the same command again: it goes on", "“Resume” under Running goes on"),
    (r"(?:The|the) same command goes on", "“Resume” under Running goes on"),
    (r"the command that began it", "“Resume” under Running"),
    (r"the same command starts over", "a start under Review starts over"),
    (r"run the same command(?: again)?", "start it again"),
    (r"Run the same command again", "Start it again"),
    (r"give --reject FILE: the good rows go in, and FILE holds the others",
     "choose to import the good rows: the others go into a file"),
    (r"Name another place with --reject", "Name another file below"),
    (r"--existing keep, --existing update, or --existing replace,", "keep, update, or replace,"),
    (r"give --overwrite", "tick “Into a folder that holds files already”"),
    (r"leave (the|this) column out with --columns", r"leave \1 column out under its table"),
)  # fmt: skip
"""What a terminal says, and what a page says; the first that fits counts."""
PHRASES = tuple((re.compile(pattern), words) for pattern, words in _PHRASES)


def on_page(text: object) -> str:
    """The help as a page says it."""
    message = str(text)
    for pattern, words in PHRASES:
        message = pattern.sub(words, message)
    return message
