"""One value of the settings' file → what it means; whatever is hostile or unclear is refused."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from situation.durations import parse_duration
from situation.errors import UsageError
from situation.pack_header import bundled_packs
from situation.periods import EARLIEST
from situation.sources.web_links import web_link
from situation.text import clean

_USER: Final = re.compile(r"//[^/?#]*@")
"""A user name and password, as far as the last @ before the path."""
_UNSHOWABLE: Final = "it holds characters that cannot be shown, or blanks that cannot be seen"


def read_value(key: str, value: object, kind: object, folder: Path) -> object:
    """The value of one key.

    Args:
        key: its name, without the tables it stands in.
        value: as TOML gives it.
        kind: the type of the field that it is for.
        folder: what relative paths start from.

    Raises:
        UsageError: it is not what the key takes.
    """
    reader = _READERS.get(key)
    if reader is not None:
        return reader(value, folder)
    try:
        read = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise UsageError(str(error)) from None
    return _shown(read) if isinstance(read, str) else read


def _shown(text: str) -> str:
    if clean(text, 600) != text:
        raise UsageError(_UNSHOWABLE, do="type it anew")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"it must be a text, not {clean(value, 60)}", do="put it in quotes")
    return value


def _line(value: object, _folder: Path) -> str:
    return _shown(_text(value))


def _duration(value: object, _folder: Path) -> timedelta:
    return parse_duration(_text(value))


def _day(value: object, _folder: Path) -> date:
    day = value
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
    if not isinstance(day, date) or isinstance(day, datetime) or day < EARLIEST.date():
        raise UsageError(f"“{clean(value, 60)}” is not a day since 1990", do="write 2025-01-01")
    return day


def _address(value: object, _folder: Path) -> str:
    address = web_link(_text(value))
    if not address:
        shown = _USER.sub("//***@", clean(value, 600))
        what = f"“{clean(shown, 120)}” is not a web address that can be fetched"
        raise UsageError(what, do="write https://…, without user name or password")
    return address


def _path(value: object, folder: Path) -> str:
    text = _text(value)
    if not text or not text.isprintable():
        raise UsageError(_UNSHOWABLE if text else "it is empty", do="type it anew")
    try:
        return str(folder / Path(text).expanduser())
    except RuntimeError:
        raise UsageError(f"there is no home directory for “{clean(text, 120)}”") from None


def _pack(value: object, folder: Path) -> str:
    text = _text(value)
    return text if not text or text in bundled_packs() else _path(text, folder)


_READERS: Final[Mapping[str, Callable[[object, Path], object]]] = {
    "every": _duration,
    "since": _day,
    "url": _address,
    "pack": _pack,
    "ca_file": _path,
    "credential_file": _path,
    "contact": _line,
}
"""Those that TOML and the type of the field alone do not decide."""
