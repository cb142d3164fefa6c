"""Templates to text: with what every page shows, and numbers as people read them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.template import Context, Engine, Library

from segue.commandline.answers.importing import MARKS
from segue.commandline.terminal import text as words
from segue.commandline.terminal.words import different_columns
from segue.move.steps import NAMES
from segue.web import names
from segue.web.addresses import root
from segue.web.layout import frame
from segue.web.page_words import on_page
from segue.web.session import WebSession
from segue.wording import count, counted, estimated

STATIC = {
    file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    for file in files("segue.web").joinpath("static").iterdir()
}
"""A digest of each file that browsers keep: another content is another address."""

register = Library()
register.filter("shown", names.shown)
register.filter("table", names.table)
register.filter("asset", lambda name: f"{name}?{STATIC[name]}")
register.filter("plain", names.plain)
register.filter("lines", names.lines)
register.filter("plain_lines", names.plain_lines)
register.filter("checksum", lambda number: f"…{int(number) & 0xFFFFFFFF:08x}")
register.filter("key", lambda name: names.key_of(name))
register.filter("on_page", on_page)
register.filter("typed", names.typed)
register.filter("mark", lambda mark: {"\t": "tab", "": "none"}.get(mark, mark))
register.filter("sign", lambda mark: MARKS.get(mark, mark))
register.filter("step_name", lambda number: NAMES[number])
register.filter("different_columns", different_columns)
register.filter("words", lambda text: text.split())
register.filter("count", lambda number: count(int(number or 0)))
register.filter("estimate", estimated)
register.filter("counted", lambda number, noun: counted(int(number or 0), *noun.split(",")))
register.filter("about", lambda seconds: words.about(float(seconds)))
register.filter("share", lambda part: f"{100 * part:.0f} %" if part is not None else "")
register.filter("size", lambda number: words.size(float(number or 0)))
register.filter("duration", lambda seconds: words.duration(float(seconds or 0)))
register.filter("ago_seconds", lambda seconds: words.ago(float(seconds)))
register.filter("clock", lambda when: f"{when:%H:%M:%S}")
register.filter("past", lambda epoch: words.ago(time.time() - epoch) if epoch else "")
register.filter("ago", lambda when: words.ago((datetime.now(when.tzinfo) - when).total_seconds()))
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


def page(
    request: HttpRequest, session: WebSession, template: str, context: Mapping[str, Any]
) -> str:
    """A whole page, within the frame."""
    here = str(context.get("here", ""))
    return fragment(template, {**frame(request, session, here), **context})


def fragment(template: str, context: Mapping[str, Any]) -> str:
    """A part of a page."""
    context_with_root = Context({**context, "root": root()}, use_l10n=False, use_tz=False)
    return str(ENGINE.get_template(template).render(context_with_root))
