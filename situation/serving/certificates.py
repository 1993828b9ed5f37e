"""Why a certificate or its key cannot be used, in words for whoever started the server."""

import errno
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from situation.errors import SitmonError
from situation.serving.listening import Listening
from situation.text import clean

_MOST_BYTES: Final = 1_000_000
_REASONS: Final[Mapping[int, tuple[str, str]]] = {
    errno.ENOENT: ("there is no such file", "check the path"),
    errno.EACCES: ("this account may not read the file", "let it read the file, and nobody else"),
    errno.EISDIR: ("this is a directory", "name the file in it"),
}


def certificate_error(listening: Listening, error: OSError) -> SitmonError:
    """What is wrong with the files of a server that could not load them.

    Args:
        listening: names the files.
        error: what loading them raised; OpenSSL does not say which file it means.
    """
    files = (
        ("--tls-cert", listening.certificate, b"CERTIFICATE-----", "certificate"),
        ("--tls-key", listening.key, b"PRIVATE KEY-----", "private key"),
    )
    for option, path, label, what in files:
        if path is not None and (found := _fault(option, path, label, what)) is not None:
            return found
    if isinstance(error, ssl.SSLError) and error.reason == "KEY_VALUES_MISMATCH":
        return SitmonError(
            f"the key does not belong to the certificate {clean(listening.certificate)}",
            where=f"--tls-key {clean(listening.key)}",
            do="give the key that the certificate was made with; the server's own certificate "
            "comes first in its file",
        )
    return SitmonError(
        "the certificate or its key cannot be used: one of them is damaged",
        where="--tls-cert",
        do="have them made again, as PEM and without a password",
    )


def _fault(option: str, path: Path, label: bytes, what: str) -> SitmonError | None:
    where = f"{option} {clean(path)}"
    try:
        with path.open("rb") as file:
            body = file.read(_MOST_BYTES)
    except OSError as error:
        known = _REASONS.get(error.errno or 0, ("the file cannot be read", "check the path"))
        return SitmonError(known[0], where=where, do=known[1])
    if label not in body:
        do = f"give the {what} as PEM: text with a line -----BEGIN … {label.decode()}"
        return SitmonError(f"the file holds no {what}", where=where, do=do)
    return None
