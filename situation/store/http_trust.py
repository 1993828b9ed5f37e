"""Whom a client believes that a server is the one it names."""

import ssl
from pathlib import Path

import httpx

from situation.errors import UsageError


def tls_context(base: str, ca_file: str) -> ssl.SSLContext:
    """TLS 1.2 or newer, certificate and name checked; there is no way to switch that off.

    Args:
        base: the address that is asked; without TLS nobody is trusted, which is sooner done.
        ca_file: PEM file of further certificate authorities; empty: the public ones only.

    Raises:
        UsageError: the file cannot be used.
    """
    if not base.startswith("https://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        try:
            context.load_verify_locations(cafile=Path(ca_file).expanduser())
        except (OSError, ValueError, RuntimeError):
            raise UsageError(
                "the file of certificate authorities cannot be read",
                where=ca_file,
                do="name a PEM file in ca_file of the settings",
            ) from None
    return context
