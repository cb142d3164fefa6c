"""What servers and runs say, without the values of rows that they quote while those are masked."""

from __future__ import annotations

import re

MASK = "•••"

NAMED = (
    "column|relation|constraint|table|type|function|index|schema|database|role|enum|domain|field"
)
"""A name in quotes behind one of these words is the schema's, and no value."""

QUOTED = re.compile(rf'(?P<name>\b(?:{NAMED}) "[^"\n]*")|"(?:[^"]|"")*"')
ROW = re.compile(r"(?P<before>=|contains |with )\(.*?\)(?=$|[\s.])", re.MULTILINE | re.DOTALL)
EXAMPLES = re.compile(r"(?P<before>^ *= rows: ).*?(?=^ *= |^\S|\Z)", re.MULTILINE | re.DOTALL)


def discreet(text: str, *, show: bool) -> str:
    """The text; unless values are to be shown, with a mask in place of each that it quotes."""
    if show:
        return text
    text = EXAMPLES.sub(rf"\g<before>{MASK}\n", text)
    text = ROW.sub(rf"\g<before>({MASK})", text)
    return QUOTED.sub(lambda found: found["name"] or f'"{MASK}"', text)
