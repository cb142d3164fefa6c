"""Names and values of databases on a page: they may hold anything but the character zero.

A name is shown isolated, so that right-to-left letters move nothing around it, with control
characters made visible. In a form that a person types into it stands as JSON where a text field
would change it; a key that the page itself posts is percent-encoded, as browsers alter line ends.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote, unquote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from segue.database.names import QualifiedName
from segue.errors import UsageError

# C0 and C1 controls, line and paragraph separators, and what directs or hides letters; joiners,
# of which emoji and some scripts are made, are no harm.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def natural(text: str) -> list[tuple[str, int]]:
    """A key under which table2 comes before table10."""
    pairs = re.findall(r"([^0-9]*)([0-9]*)", text)
    return [(letters, int(digits or -1)) for letters, digits in pairs]


def plain(text: object) -> str:
    """The text with what cannot be seen, or would move other letters, made visible."""
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], str(text))


def shown(text: object) -> SafeString:
    """The text as a page shows it."""
    return mark_safe(f"<bdi>{escape(plain(text))}</bdi>")  # noqa: S308


def table(name: object) -> SafeString:
    """A table's name as a list shows it: its schema in the background, its parts broken where it
    is long.
    """
    text = str(name)
    own = _own(text)
    schema = escape(plain(text.removesuffix(own)))
    broken = escape(plain(own)).replace("_", "_<wbr>")
    return mark_safe(f'<bdi><span class="schema">{schema}</span>{broken}</bdi>')  # noqa: S308


def _own(text: str) -> str:
    """A table's name without its schema, as far as it is written with one."""
    try:
        name = QualifiedName.parse(text)
    except ValueError:
        return text
    return str(QualifiedName("", name.name))[1:] if str(name) == text else text


def plain_lines(text: object) -> str:
    """The same for text of several lines."""
    return "\n".join(map(plain, str(text).splitlines()))


def lines(text: object) -> SafeString:
    """A text of several lines as a page shows it; the element keeps their ends."""
    return mark_safe("\n".join(map(shown, str(text).split("\n"))))  # noqa: S308


def key_of(*parts: object) -> str:
    """Parts of a key as a form posts them."""
    return " ".join(quote(str(part), safe=".") for part in parts)


def name_of(key: str) -> str:
    """What `key_of` was given as its one part."""
    return unquote(key)


def typed(name: object) -> str:
    """A column's or table's name as a text field holds it."""
    text = str(name)
    changed = text != text.strip() or _UNSEEN.search(text) or _is_json(text)
    return json.dumps(text) if changed else text


def read_name(text: str) -> str:
    """The name that a person typed or chose; the other way round than `typed`."""
    return str(json.loads(text)) if _is_json(text.strip()) else text.strip()


def read_table(text: str) -> QualifiedName:
    """A table that a person typed or chose. Raises UsageError."""
    # "a.b" is how people write a table with a dot in its name, and JSON only where it is more.
    name = read_name(text) if "\\" in text or text.strip().startswith('" ') else text.strip()
    try:
        return QualifiedName.parse(name)
    except ValueError as error:
        raise UsageError(message=str(error)) from None


def _is_json(text: str) -> bool:
    try:
        return text.startswith('"') and isinstance(json.loads(text), str)
    except ValueError:
        return False
