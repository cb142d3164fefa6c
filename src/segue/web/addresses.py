"""Where the pages are: at the root of their own server, or below an address of a project.

Inside Segue every address begins at the pages' own root; what leads out to the browser begins
with `root()`. Django's script prefix carries it, one for each request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.urls import get_script_prefix, set_script_prefix


def root() -> str:
    """What stands before each address; without a slash at its end."""
    return get_script_prefix().rstrip("/")


def own_address(wanted: str) -> str:
    """The address that a form wants to go on to, if it is one of these pages; else nothing."""
    own = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if own else ""


@contextmanager
def rooted(at: str) -> Iterator[None]:
    """While a request to pages below this address is answered."""
    before = get_script_prefix()
    set_script_prefix(at)
    try:
        yield
    finally:
        set_script_prefix(before)
