"""Why a connection failed, in words that lead to the fix; and whether a pooler is in between.

Before a session exists, libpq tells what happened in text alone: the table below reads it. Where a
server speaks another language, its SQLSTATE decides. What neither knows is passed on as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import psycopg
from psycopg import errors

from segue.database.address import Endpoint, hidden
from segue.database.refusal_codes import refusal_code
from segue.errors import CannotConnect


@dataclass(frozen=True, slots=True)
class Reason:
    """What a message of libpq, a server or a pooler means, and the fix."""

    pattern: str
    """Searched for in the whole message, whatever the case; named groups may be used below."""
    says: str
    help: str


# The first pattern that is found decides: what is more exact stands before what is more common.
REASONS = (
    # Poolers speak first: what they say would otherwise look like the server's own words.
    Reason(
        r"unsupported startup parameter(?: in options)?: (?P<what>\S+)",
        "a pooler is in between, and it refuses the parameter {what}",
        "Give the address of the server itself; its direct port is often 5432.",
    ),
    Reason(
        r"no such database: (?P<what>.+)",
        "a pooler is in between, and it knows no database {what}",
        "Give the address of the server itself, or add the database to the pooler's list.",
    ),
    Reason(
        r"no more connections allowed|query_wait_timeout|max_client_conn"
        r"|max clients reached|server_login_retry",
        "a pooler is in between, and it has no connection left",
        "Give the address of the server itself; its direct port is often 5432.",
    ),
    Reason(
        r"tenant or user not found|endpoint id is not specified",
        "the service's proxy cannot tell which database is meant",
        "Copy the user and host exactly as the service shows them, for a direct connection.",
    ),
    # Who asks.
    Reason(
        r"no password supplied",
        "the server wants a password, and none was given",
        "Put it into a password file (~/.pgpass), a service, or the URL in env:VARIABLE.",
    ),
    Reason(
        r'password authentication failed for user "(?P<what>.*)"',
        "the password is wrong, or there is no role {what}",
        "Try the same role with psql; correct the password file, the service or the settings.",
    ),
    Reason(
        r'(?:peer|ident|gssapi|sspi|ldap|pam|radius|certificate|cert|trust|oauth\S*)'
        r' authentication failed for user "(?P<what>.*)"',
        "the server does not take this account for the role {what}",
        "Connect through host=localhost with a password, or run it as that system user.",
    ),
    Reason(
        r'role "(?P<what>.*)" does not exist',
        "the server has no role {what}",
        "Correct the user in the address, or create the role.",
    ),
    Reason(
        r'role "(?P<what>.*)" is not permitted to log in',
        "the role {what} may not log in",
        "Name a role that may, or ALTER ROLE it WITH LOGIN.",
    ),
    Reason(
        r"pg_hba\.conf rejects",
        "the server's pg_hba.conf rejects this host, role or database",
        "Connect from a host it lets in, or change that line and reload the server.",
    ),
    Reason(
        r"no pg_hba\.conf entry for .*(?:no encryption|SSL off)",
        "the server lets nobody in from here without encryption",
        "Add sslmode=require to the address; if that is refused too, pg_hba.conf needs an entry.",
    ),
    Reason(
        r"no pg_hba\.conf entry for",
        "the server's pg_hba.conf lets nobody in from here with this role and database",
        "Add an entry for this host, or allow it in the service's network settings.",
    ),
    Reason(
        r"certificate authentication requires|connection requires a valid client certificate"
        r"|certificate required",
        "the server wants a client certificate",
        "Give sslcert and sslkey in the address or the service.",
    ),
    # What is asked for.
    Reason(
        r'database "(?P<what>.*)" does not exist',
        "the server has no database {what}",
        "Correct the name; a missing target can be created (--create-database does so).",
    ),
    Reason(
        r'database "(?P<what>.*)" is not currently accepting connections',
        "the database {what} accepts no connections",
        "ALTER DATABASE ... WITH ALLOW_CONNECTIONS true, or name another.",
    ),
    Reason(
        r'permission denied for database "(?P<what>.*)"',
        "the role may not connect to the database {what}",
        "GRANT CONNECT ON DATABASE ... TO the role, or name another role.",
    ),
    Reason(
        r'too many connections for (?P<what>role|database) "',
        "the {what} has used up its own limit of connections",
        "Close some, or ALTER the {what}'s CONNECTION LIMIT.",
    ),
    Reason(
        r"too many clients|remaining connection slots are reserved|too many connections",
        "the server has no connection left",
        "Close some, or raise max_connections; a pooler's direct port has the same limit.",
    ),
    # How the server is.
    Reason(
        r"not yet accepting connections|is starting up|in recovery mode",
        "the server is starting up, or recovers from a crash",
        "Wait until it is ready and run the same command again.",
    ),
    Reason(
        r"not accepting connections|hot standby mode is disabled",
        "the server is a standby that accepts no connections",
        "Set hot_standby = on there, or name the primary.",
    ),
    Reason(
        r"is shutting down",
        "the server is shutting down",
        "Start it again and run the same command.",
    ),
    Reason(
        r"session is read-only|server is in hot standby mode|server is not in hot standby mode"
        r"|session is not read-only",
        "no server of the address has the role that target_session_attrs asks for",
        "Name the right host, or take target_session_attrs out of the address.",
    ),
    # Encryption.
    Reason(
        r"server does not support SSL",
        "encryption was asked for, and the server has none",
        "Turn ssl on in the server; on a network you trust, sslmode=prefer does without.",
    ),
    Reason(
        r'server certificate for "(?P<what>[^"]*)"[^\n]*does not match host name',
        "the server's certificate is for {what}, not for the host in the address",
        "Name the host as the certificate does; with another hostaddr if it must be.",
    ),
    Reason(
        r'root certificate file "(?P<what>[^"]*)" does not exist',
        "there is no root certificate at {what} to check the server's certificate with",
        "Put the service's certificate there, or name it with sslrootcert (system uses the"
        " machine's own).",
    ),
    Reason(
        r"certificate verify failed|certificate has expired|unable to get local issuer",
        "the server's certificate cannot be trusted",
        "Name the authority's certificate with sslrootcert; an expired one must be renewed.",
    ),
    Reason(
        r"private key file .* (?:has group or world access|does not exist)"
        r"|could not load (?:private key|certificate)|certificate present, but not private key",
        "the client certificate or its key cannot be used",
        "Check sslcert and sslkey; the key must be readable by you alone (chmod 600).",
    ),
    Reason(
        r"SSL error|tlsv1 alert|received invalid response to (?:SSL|GSSAPI)",
        "the encryption could not be agreed on, or what answers is not a PostgreSQL server",
        "See whether host and port are those of PostgreSQL itself.",
    ),
    # The way there.
    Reason(
        r'definition of service "(?P<what>.*)" not found',
        "there is no service {what}",
        "Define it in ~/.pg_service.conf, or name the file in PGSERVICEFILE.",
    ),
    Reason(
        r"failed to resolve host '(?P<what>[^']*)'"
        r"|could not translate host name \"(?P<too>[^\"]*)\"",
        "no host is known by the name {what}",
        "Look for a typing mistake; inside a container or a VPN, names differ.",
    ),
    Reason(
        r'on socket "(?P<what>[^"]*)" failed: (?:No such file|Connection refused)',
        "no server listens at {what}",
        "Start it, correct the port, or say host=localhost to connect by TCP.",
    ),
    Reason(
        r'on socket "(?P<what>[^"]*)" failed: Permission denied',
        "this account may not use the socket {what}",
        "Say host=localhost to connect by TCP.",
    ),
    Reason(
        r'(?:server at "(?P<what>[^"]*)"[^\n]*, port (?P<port>\d+) failed: )?connection refused',
        "no server listens at {what}, port {port}",
        "Start the server, or correct host and port; a container must publish the port.",
    ),
    Reason(
        r"connection timeout expired|timeout expired|timed out",
        "nothing answered within ten seconds",
        "See whether a firewall or the service's network settings let this machine in.",
    ),
    Reason(
        r"network is unreachable|no route to host",
        "there is no way to the server from here",
        "Check the network, a VPN, or whether the host has an IPv4 address.",
    ),
    Reason(
        r"server closed the connection unexpectedly|connection reset by peer",
        "what answers at this address closed the connection at once",
        "See the server's log; a tunnel or proxy without its server behaves like this.",
    ),
    # What the address says.
    Reason(
        r"unrecognized configuration parameter \"(?P<what>.*)\"",
        "the server knows no setting {what}",
        "Take it out of options in the address.",
    ),
    Reason(
        r"invalid (?:value for parameter|integer value|connection option|port number)[^\n]*"
        r"|invalid \w+ value: [^\n]*",
        "the address is not right: {0}",
        "Correct it; the PostgreSQL manual lists what every connection parameter may be.",
    ),
)  # fmt: skip

UNKNOWN = "Try the same address with psql; the server's log may say more."


def connection_failure(error: psycopg.Error, endpoint: Endpoint, side: str) -> CannotConnect:
    """The error to raise for a connection that failed: likely reason and fix, never a password."""
    message = str(error).strip()
    reason, remedy = (
        _understood(message) or _by_code(message, endpoint) or (_last_words(message), UNKNOWN)
    )
    reason = _without_password(reason, endpoint)
    return CannotConnect(side=side, label=endpoint.label, reason=reason, help=remedy)


def _understood(said: str) -> tuple[str, str] | None:
    for reason in REASONS:
        match = re.search(reason.pattern, said, re.IGNORECASE)
        if match is not None:
            facts = {name: value or "" for name, value in match.groupdict().items()}
            facts["what"] = facts.get("what") or facts.get("too") or "that address"
            return (
                reason.says.format(match[0], **facts).removesuffix(", port "),
                reason.help.format(match[0], **facts),
            )
    return None


CODES = {
    errors.InvalidPassword.sqlstate: 'password authentication failed for user "{user}"',
    errors.InvalidCatalogName.sqlstate: 'database "{dbname}" does not exist',
    errors.InsufficientPrivilege.sqlstate: 'permission denied for database "{dbname}"',
    errors.TooManyConnections.sqlstate: "too many connections",
    errors.ObjectNotInPrerequisiteState.sqlstate: (
        'database "{dbname}" is not currently accepting connections'
    ),
    errors.CannotConnectNow.sqlstate: "not yet accepting connections",
}
"""What a server says in English with a SQLSTATE, as the table above knows it."""


def _by_code(said: str, endpoint: Endpoint) -> tuple[str, str] | None:
    """What the server's code means, with its own words."""
    if " failed: " not in said:
        return None  # no server was asked
    code = refusal_code(endpoint.parameters)
    names = {"user": "", "dbname": "", **endpoint.parameters}
    remedy = _understood(CODES[code].format_map(names)) if code in CODES else None
    return None if remedy is None else (f"{remedy[0]} ({_last_words(said)})", remedy[1])


def _last_words(said: str) -> str:
    """The part of the message that the server or the system said itself, on one line."""
    _, _, words = said.rpartition(" failed: ")
    line = words.strip().splitlines()[0] if words.strip() else "it gave no reason"
    return re.sub(r"^(?:FATAL|ERROR):\s+", "", line)


def _without_password(text: str, endpoint: Endpoint) -> str:
    for secret in (endpoint.parameters.get(key) for key in ("password", "sslpassword")):
        text = hidden(secret, text)
    return text
