"""Where a database is: the address a person writes, and the endpoint it leads to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import conninfo, pq

from segue.errors import BadAddress, PasswordInAddress

URLS = ("postgresql://", "postgres://")


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

    @property
    def names_schema(self) -> bool:
        """Whether the address itself sets the search_path."""
        return "search_path" in self.parameters.get("options", "")

    def in_database(self, name: str) -> Endpoint:
        """The same server and role, in another database."""
        return Endpoint(self.label, {**self.parameters, "dbname": name})


SECRETS = frozenset(
    ("password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
)
"""Parameters of libpq that no address on a command line, or in a plan, may hold."""

HIDDEN = "********"

_HARMLESS = re.compile(r"(?:(?:django|env):)?[\w .-]+|service:[^=@]+")
_SCHEMES = re.compile(r"(?:pgsql|psql|postgis|timescalegis|(?:postgres|postgresql)\+\w+)://")
"""As dj-database-url, django-environ and SQLAlchemy write them; the rest of the URL is the same."""
_PASSWORD = re.compile(r"^(\w+://[^@/:]*):[^@/]*(?=@)")
_QUOTED = re.compile(r'"[^"]*"')


def database_name(endpoint: Endpoint) -> str:
    """The database an address leads to: libpq takes the role's name where none is given."""
    parameters = endpoint.parameters
    if endpoint.database:
        return endpoint.database
    options = pq.Conninfo.parse(conninfo.make_conninfo(**parameters).encode())
    values = {option.keyword.decode(): option.val for option in options}
    value = values.get("dbname") or values.get("user")
    return value.decode() if value else ""


def resolve(address: str, side: str, aliases: Mapping[str, Mapping[str, str]]) -> Endpoint:
    """The endpoint of an address: an alias, `django:ALIAS`, `service:NAME`, `env:NAME` or a URL.

    `side` (source or target) is for messages; `aliases` are the project's databases as libpq
    parameters. Raises BadAddress or PasswordInAddress.
    """
    require_address(address, side)
    address = _of_libpq(address)
    if address.startswith(URLS):
        return Endpoint(address, _url(address, side, may_hold_secrets=False, shown="URL"))
    scheme, colon, rest = address.partition(":")
    if colon and scheme == "service":
        return Endpoint(address, {"service": rest})
    if colon and scheme == "env":
        return Endpoint(address, _from_environment(rest, address, side))
    return _from_alias(rest if colon else address, address, aliases)


def require_address(address: str, side: str) -> None:
    """See to it that it is an address without a secret; whether it leads anywhere is not asked.

    Raises BadAddress or PasswordInAddress.
    """
    url = _of_libpq(address)
    if url.startswith(URLS):
        _url(url, side, may_hold_secrets=False, shown="URL")
    elif not _HARMLESS.fullmatch(address):
        # Whatever it is, a password may be in it.
        raise BadAddress(address=_beginning(address), reason="that is not a kind of address")


def _of_libpq(url: str) -> str:
    """The URL with libpq's scheme where it has the one of an ORM's, a driver's or PostGIS's."""
    return _SCHEMES.sub("postgresql://", url)


def without_secrets(address: str) -> str:
    """The address as it may be shown again; nothing of one that might hide a password somewhere."""
    if not address or _HARMLESS.fullmatch(address):
        return address
    url = _of_libpq(address)
    before, _, after = url.partition("?")
    if not url.startswith(URLS) or _is_misread(url) or "@" in after:
        return ""
    harmless = libpq_keywords() - SECRETS
    pairs = [pair for pair in after.split("&") if pair.partition("=")[0] in harmless]
    address_shown = _PASSWORD.sub(r"\1", before) + ("?" + "&".join(pairs) if pairs else "")
    try:
        parameters = conninfo.conninfo_to_dict(address_shown)
    except psycopg.ProgrammingError:
        return ""
    port = str(parameters.get("port", ""))
    return address_shown if port.replace(",", "").isdecimal() or not port else ""


def hidden(secret: str | None, text: str) -> str:
    """The text with a mask in place of the secret, where it stands as a word of its own.

    Within other words it would hide names, and tell which letters it has.
    """
    if not secret:
        return text
    before = r"(?<!\w)" if re.match(r"\w", secret) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", secret) else ""
    return re.sub(f"{before}{re.escape(secret)}{after}", HIDDEN, text)


def _beginning(address: str) -> str:
    """As much of something unknown as tells a person what is meant."""
    match = re.match(r"\w*:?/*", address)
    return f"{match[0] if match else ''}…"


def nameable(aliases: Mapping[str, Mapping[str, str]]) -> Iterator[Endpoint]:
    """What can be named without typing a URL: aliases, then services, then variables with a URL."""
    for alias in sorted(aliases):
        yield Endpoint(f"django:{alias}", dict(aliases[alias]))
    for service in _services():
        yield Endpoint(f"service:{service}", {"service": service})
    for variable, value in sorted(os.environ.items()):
        if value.startswith(URLS):
            with suppress(BadAddress):
                yield Endpoint(f"env:{variable}", _from_environment(variable, "", "source"))


def _services() -> Iterator[str]:
    """The names in the service files, where libpq looks for them."""
    own = os.environ.get("PGSERVICEFILE") or os.path.expanduser("~/.pg_service.conf")
    for file in (Path(own), Path(os.environ.get("PGSYSCONFDIR", "/etc")) / "pg_service.conf"):
        with suppress(OSError, UnicodeDecodeError):
            yield from re.findall(r"^\[(.+)\]\s*$", file.read_text("utf-8"), re.MULTILINE)


def _from_alias(alias: str, address: str, aliases: Mapping[str, Mapping[str, str]]) -> Endpoint:
    if alias not in aliases:
        names = ", ".join(sorted(aliases)) or "none: no Django project was found"
        raise BadAddress(address=address, reason=f"no such alias (DATABASES has {names})")
    return Endpoint(f"django:{alias}", dict(aliases[alias]))


def _from_environment(variable: str, address: str, side: str) -> dict[str, str]:
    value = os.environ.get(variable)
    if not value:
        raise BadAddress(address=address, reason=f"the variable {variable} is not set")
    return _url(_of_libpq(value), side, may_hold_secrets=True, shown=address)


def _url(url: str, side: str, *, may_hold_secrets: bool, shown: str) -> dict[str, str]:
    if _is_misread(url):
        reason = "write an @ or / in a password, or in another name, as %40 or %2F"
        raise BadAddress(address=shown, reason=reason)
    strangers = [word for word in _words(url) if word not in libpq_keywords()]
    if strangers:
        reason = f"libpq has no parameter {', '.join(strangers)}; leave out what is another tool's"
        raise BadAddress(address=shown, reason=reason)
    try:
        parameters = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        # libpq repeats what it does not understand, which may be a part of a password.
        said = _QUOTED.sub("…", str(error).strip())
        reason = _unreadable(url) if may_hold_secrets else said
        raise BadAddress(address=shown, reason=reason) from None
    if SECRETS & parameters.keys() and not may_hold_secrets:
        raise PasswordInAddress(side=side)
    return {key: str(value) for key, value in parameters.items() if value is not None}


def _unreadable(url: str) -> str:
    """What of a URL libpq cannot read, in words that show nothing of it."""
    scheme, separator, rest = url.partition("://")
    if url != url.strip() or url[:1] in "'\"":
        return "its value stands in quotes, or has blanks around it"
    if separator and f"{scheme}://" not in URLS and re.fullmatch(r"[\w.+:-]{1,40}", scheme):
        return f"libpq does not know the scheme {scheme}://; PostgreSQL's is postgresql://"
    if re.search("%(?![0-9A-Fa-f]{2})", rest):
        return "write a % in a password, or in another name, as %25"
    return "libpq cannot read its value"


def _words(url: str) -> Iterator[str]:
    """The names after the question mark, without their values; those that are no plain word, not.

    `ssl` is a word that libpq takes for JDBC's sake.
    """
    for pair in url.partition("?")[2].split("&"):
        word, equals, _ = pair.partition("=")
        if equals and word != "ssl" and re.fullmatch(r"[A-Za-z_]\w*", word):
            yield word


def _is_misread(url: str) -> bool:
    """Whether libpq ends the password too early, and would take its rest for a host or a name."""
    _, separator, after = url.partition("://")
    start = re.match(r"[^@/]*@?", after)
    rest = after[start.end() :] if start else after
    return bool(separator) and "@" in rest.partition("?")[0]


def libpq_parameters(parameters: Mapping[str, object]) -> dict[str, str]:
    """Only what libpq understands out of Django's connection parameters, as text."""
    keywords = libpq_keywords()
    return {
        key: str(value)
        for key, value in parameters.items()
        if key in keywords and value is not None and value != ""
    }


def libpq_keywords() -> frozenset[str]:
    """Every connection parameter that this libpq understands."""
    return frozenset(option.keyword.decode() for option in pq.Conninfo.get_defaults())
