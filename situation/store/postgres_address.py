"""The address of a PostgreSQL store: its servers, its user and its schema."""

import os
import re
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from situation.errors import UsageError
from situation.text import clean

SCHEMA: Final = "sitmon"
"""Where a store lives unless its address says otherwise."""

_SCHEMA_NAME: Final = re.compile(r"[a-z_][a-z0-9_]{0,39}\Z")
_FORM: Final = "write postgresql://user@host:5432/database, with the password in ~/.pgpass"
# A server that went away without a word is noticed in seconds, not in hours.
_DEFAULTS: Final = {
    "application_name": "sitmon",
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}


class Address:
    """Where a store is. Its texts are safe to show: they never hold the password.

    Args:
        url: `postgresql://` as libpq reads it (https://www.postgresql.org/docs/current/
            libpq-connect.html, section 34.1.1.2), with several hosts for a primary and its
            replicas; `schema=name` among its parameters is sitmon's own.

    Raises:
        UsageError: it is not such an address.
    """

    def __init__(self, url: str) -> None:
        self.schema, libpq_url = _without_schema(url)
        try:
            given = {
                name: str(value)
                for name, value in conninfo_to_dict(libpq_url).items()
                if value is not None
            }
        except (psycopg.Error, UnicodeError):
            raise _unreadable() from None
        self._hosts = given.get("host", given.get("hostaddr", "")).split(",")
        self._given = _DEFAULTS | _encryption(given) | given
        self.shown = clean(self._without_secrets())

    def __repr__(self) -> str:
        return f"Address({self.shown!r})"

    @property
    def has_several_hosts(self) -> bool:
        """Whether reads may be answered by another server than writes."""
        return len(self._hosts) > 1

    @property
    def for_reading(self) -> str:
        """What libpq needs to find a replica, or the primary where there is none; a secret."""
        # Asking a lone server for its kind would cost a second connection.
        kind = "prefer-standby" if self.has_several_hosts else "any"
        return make_conninfo(**self._given | {"target_session_attrs": kind})

    @property
    def for_writing(self) -> str:
        """What libpq needs to find the primary; a secret."""
        return make_conninfo(**self._given | {"target_session_attrs": "read-write"})

    def _without_secrets(self) -> str:
        ports = self._given.get("port", "").split(",")
        if not all(port.isdigit() or not port for port in ports):
            # A password with a slash in it is read as a port; it must not be shown as one.
            raise _unreadable()
        ports += ports[-1:] * (len(self._hosts) - len(ports))
        places = [
            quote(host, safe="") + (f":{port}" if port else "")
            for host, port in zip(self._hosts, ports, strict=False)
        ]
        user = quote(self._given["user"], safe="") + "@" if "user" in self._given else ""
        database = quote(self._given.get("dbname", ""), safe="")
        schema = "" if self.schema == SCHEMA else f"?schema={self.schema}"
        return f"postgresql://{user}{','.join(places)}/{database}{schema}"


def _without_schema(url: str) -> tuple[str, str]:
    """The schema, and the address without it."""
    try:
        parts = urlsplit(url)
        parameters = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        raise _unreadable() from None
    if parts.scheme not in ("postgresql", "postgres"):
        raise _unreadable()
    schema = dict(parameters).get("schema", SCHEMA)
    if not _SCHEMA_NAME.match(schema):
        raise UsageError(
            f"“{clean(schema, 60)}” cannot be the schema of a store",
            do="use up to 40 small letters, digits and underscores",
        )
    kept = [pair for pair in parameters if pair[0] != "schema"]
    return schema, urlunsplit(parts._replace(query=urlencode(kept, quote_via=quote)))


def _encryption(given: dict[str, str]) -> dict[str, str]:
    """Beyond this machine the server must prove who it is, unless the address says otherwise."""
    hosts = [*given.get("host", "").split(","), *given.get("hostaddr", "").split(",")]
    is_local = all(_is_local(host) for host in hosts)
    if is_local or "sslmode" in given or "PGSSLMODE" in os.environ:
        return {}
    root = {} if "PGSSLROOTCERT" in os.environ else {"sslrootcert": "system"}
    return {"sslmode": "verify-full"} | root


def _is_local(host: str) -> bool:
    return host in ("", "localhost", "127.0.0.1", "::1") or host.startswith(("/", "@"))


def _unreadable() -> UsageError:
    """Says nothing of the address itself, which may hold a password."""
    return UsageError("that is not the address of a PostgreSQL store", do=_FORM)
