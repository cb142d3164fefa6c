"""What the options of `import` ask for, as values: shared by the command and the page."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence

from segue.commandline.arguments.lists import names_in, pair_in
from segue.errors import UsageError
from segue.files.importing.columns import ColumnOptions
from segue.files.importing.file_format import FileOptions
from segue.files.importing.preparing import ImportRequest
from segue.plan.model import ExistingRows

MARKS: Mapping[str, str] = {"tab": "\t", "\\t": "\t", "none": ""}
"""Words for characters that are hard to type."""

SEPARATORS: Mapping[str, str] = {**MARKS, "newline": "\n"}
"""The same between the names of a list; where there is none, the list is one name."""


def request_of(arguments: argparse.Namespace) -> ImportRequest:
    """The options of the command line as values. Raises UsageError."""
    return ImportRequest(
        told=FileOptions(
            encoding=_encoding(arguments.encoding),
            delimiter=_mark("--delimiter", arguments.delimiter),
            quote=_mark("--quote", arguments.quote),
            escape=_mark("--escape", arguments.escape),
            null=arguments.null,
            header=arguments.header,
            skip=arguments.skip,
            decimal=arguments.decimal,
            thousands=_thousands(arguments.thousands),
            dates=arguments.dates.upper(),
            timezone=arguments.timezone,
        ),
        wanted=ColumnOptions(
            map=_pairs("--map", arguments.map),
            lookup=_pairs("--lookup", arguments.lookup),
            m2m=_pairs("--m2m", arguments.m2m),
            separator=SEPARATORS.get(arguments.separator, arguments.separator),
            ignore=frozenset(arguments.ignore),
            columns=_listed(arguments.columns),
        ),
        table=arguments.table,
        model=arguments.model,
        set=_pairs("--set", arguments.set),
        match=_listed(arguments.match),
        existing=ExistingRows(arguments.existing),
        verbatim=arguments.verbatim,
        read=_pairs("--read", arguments.read),
    )


def _thousands(mark: str | None) -> str:
    return "" if mark is None else {"blank": " "}.get(mark, mark)


def _listed(text: str | None) -> tuple[str, ...]:
    return names_in(text or "")


def _pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in texts:
        name, value = pair_in(text) or ("", "")
        if not (name and (value or option == "--set")):
            raise UsageError(message=f"{option} {text}: write it as NAME=VALUE")
        pairs[name] = value
    return pairs


def _mark(option: str, told: str | None) -> str | None:
    """A character that COPY can take. Raises UsageError."""
    if told is None:
        return None
    mark = MARKS.get(told, told)
    if re.fullmatch(r"\\x[0-9a-fA-F]{2}", mark):
        mark = chr(int(mark[2:], 16))
    if len(mark) > 1 or not mark.isascii() or (mark in "\r\n" and mark):
        raise UsageError(message=f"{option} {told}: it has to be one character of ASCII")
    if option == "--delimiter" and not mark:
        raise UsageError(message="--delimiter: there has to be one, even for a single column")
    return mark


def _encoding(told: str | None) -> str | None:
    try:
        "".encode(told or "utf-8")
    except LookupError:
        raise UsageError(message=f"--encoding {told}: no such encoding is known") from None
    return told
