"""Where a database is: the address a person writes, and the endpoint it leads to."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

import psycopg
from psycopg import conninfo, pq

from segue.errors import BadAddress, PasswordInAddress


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A database that can be connected to. The parameters may hold a password: never show them."""

    label: str
    """The address as the person gave it; safe to show and to store."""
    parameters: Mapping[str, str] = field(repr=False)
    """libpq's connection parameters by keyword."""

    @property
    def database(self) -> str | None:
        """The database's name where the address says it; libpq has other ways to know."""
        return self.parameters.get("dbname")

    def in_database(self, name: str) -> Endpoint:
        """The same server and role, in another database."""
        return Endpoint(self.label, {**self.parameters, "dbname": name})


def resolve(address: str, side: str, aliases: Mapping[str, Mapping[str, str]]) -> Endpoint:
    """The endpoint of an address: an alias, `django:ALIAS`, `service:NAME`, `env:NAME` or a URL.

    `side` (source or target) is for messages; `aliases` are the project's databases as libpq
    parameters. Raises BadAddress or PasswordInAddress.
    """
    scheme, colon, rest = address.partition(":")
    if address.startswith(("postgresql://", "postgres://")):
        return Endpoint(address, _url(address, side, may_hold_password=False))
    if colon and scheme == "service":
        return Endpoint(address, {"service": rest})
    if colon and scheme == "env":
        return Endpoint(address, _from_environment(rest, address, side))
    if colon and scheme != "django":
        raise BadAddress(address=address, reason=f"{scheme!r} is no kind of address")
    return _from_alias(rest if colon else address, address, aliases)


def _from_alias(alias: str, address: str, aliases: Mapping[str, Mapping[str, str]]) -> Endpoint:
    if alias not in aliases:
        known = ", ".join(sorted(aliases)) or "none: no Django project was found"
        raise BadAddress(address=address, reason=f"no such alias (DATABASES has {known})")
    return Endpoint(f"django:{alias}", dict(aliases[alias]))


def _from_environment(variable: str, address: str, side: str) -> dict[str, str]:
    value = os.environ.get(variable)
    if not value:
        raise BadAddress(address=address, reason=f"the variable {variable} is not set")
    return _url(value, side, may_hold_password=True, shown=address)


def _url(
    url: str, side: str, *, may_hold_password: bool, shown: str | None = None
) -> dict[str, str]:
    try:
        parameters = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        # libpq repeats the value in its message; one out of the environment may be a secret.
        reason = "libpq cannot read its value" if shown else str(error).strip()
        raise BadAddress(address=shown or "URL", reason=reason) from None
    if "password" in parameters and not may_hold_password:
        raise PasswordInAddress(side=side)
    return {key: str(value) for key, value in parameters.items() if value is not None}


def libpq_parameters(parameters: Mapping[str, object]) -> dict[str, str]:
    """Only what libpq understands out of Django's connection parameters, as text."""
    known = libpq_keywords()
    return {
        key: str(value)
        for key, value in parameters.items()
        if key in known and value is not None and value != ""
    }


def libpq_keywords() -> frozenset[str]:
    """Every connection parameter that this libpq understands."""
    return frozenset(option.keyword.decode() for option in pq.Conninfo.get_defaults())
