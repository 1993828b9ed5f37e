"""Links as a source gives them → addresses that may be kept, shown and copied."""

from typing import Final
from urllib.parse import urlsplit

MOST_CHARACTERS: Final = 600

_SCHEMES: Final = frozenset({"http", "https"})


def web_link(text: str) -> str:
    """A link in printable ASCII, its host as punycode; empty where it may not be kept.

    Kept are absolute http and https addresses of at most 600 characters that hold no user name,
    blank, quotation mark, backslash or control character: with one of these a reader cannot see
    where a link leads.
    """
    link = text.strip()
    if len(link) > MOST_CHARACTERS or any(c in ' "<>\\^`{|}' or not c.isprintable() for c in link):
        return ""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = "" if parts.port is None else f":{parts.port}"
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in _SCHEMES or not host or parts.username is not None:
        return ""
    bracketed = f"[{host}]" if ":" in host else host
    address = "".join(map(_as_ascii, parts._replace(netloc=bracketed + port).geturl()))
    return address if len(address) <= MOST_CHARACTERS else ""


def _as_ascii(character: str) -> str:
    if character.isascii():
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode())
