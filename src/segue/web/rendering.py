"""Templates to text: with what every page shows, and numbers as people read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.template import Context, Engine, Library

from segue.errors import SegueError
from segue.terminal import text as words
from segue.web import names
from segue.web.desk import Desk
from segue.web.places import root
from segue.wording import count

STEPS = (
    ("moves", "/", "Moves"),
    ("connect", "/connect", "Connect"),
    ("tables", "/tables", "Tables"),
    ("check", "/check", "Check"),
    ("review", "/review", "Review"),
    ("running", "/running", "Running"),
    ("problems", "/problems", "Problems"),
    ("sequences", "/sequences", "Sequences"),
    ("verify", "/verify", "Verify"),
    ("report", "/report", "Report"),
    ("export", "/export", "CSV out"),
)

PRODUCTION = re.compile(r"(?<![a-z])(prod|production|live)(?![a-z])", re.IGNORECASE)
"""How people label what must not be disturbed: in an alias, a service, a host or a database."""

register = Library()
register.filter("shown", names.shown)
register.filter("plain", names.plain)
register.filter("lines", names.lines)
register.filter("plain_lines", names.plain_lines)
register.filter("checksum", lambda number: f"…{int(number) & 0xFFFFFFFF:08x}")
register.filter("key", lambda name: names.key_of(name))
register.filter("typed", names.typed)
register.filter("words", lambda text: text.split())
register.filter("count", lambda number: count(int(number or 0)))
register.filter("about", lambda seconds: words.about(float(seconds)))
register.filter("share", lambda part: f"{100 * part:.0f} %" if part is not None else "")
register.filter("size", lambda number: words.size(float(number or 0)))
register.filter("duration", lambda seconds: words.duration(float(seconds or 0)))
register.filter(
    "moment", lambda when: f"{when:%Y-%m-%d %H:%M:%S %Z}".strip() if when else "not yet"
)

ENGINE = Engine(
    dirs=[str(Path(str(files("segue.web"))) / "templates")],
    autoescape=True,
    libraries={},
    string_if_invalid="",
)
ENGINE.template_builtins.append(register)


def page(request: HttpRequest, desk: Desk, template: str, context: Mapping[str, Any]) -> str:
    """A whole page, within the frame."""
    here = context.get("here", "")
    frame = {
        "steps": [
            {"name": name, "url": url, "label": label, "here": name == here}
            for name, url, label in STEPS
        ],
        "plan_path": desk.plan_path,
        "changed_outside": request.method == "GET" and desk.changed_outside(),
        "show_values": desk.show_values,
        "can_undo": desk.can_undo,
        **_sides(desk),
    }
    return fragment(template, {**frame, **context})


def fragment(template: str, context: Mapping[str, Any]) -> str:
    """A part of a page."""
    known = Context({**context, "root": root()}, use_l10n=False, use_tz=False)
    return str(ENGINE.get_template(template).render(known))


def _sides(desk: Desk) -> dict[str, Any]:
    """Source and target for the head; never a password."""
    try:
        workspace = desk.workspace()
    except SegueError:
        return {}
    sides = (("source", workspace.source), ("target", workspace.target))
    return {
        name: {
            "label": endpoint.label,
            "host": endpoint.parameters.get("host", "this machine"),
            "database": endpoint.database,
            "production": bool(PRODUCTION.search(f"{endpoint.label} {endpoint.database}")),
        }
        for name, endpoint in sides
    }
