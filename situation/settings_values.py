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
from situation.record import Id
from situation.sources.web_links import web_link
from situation.sources.withheld_languages import KNOWN
from situation.text import clean

_USER: Final = re.compile(r"//[^/?#]*@")
"""A user name and password, as far as the last @ before the path."""
_MOST: Final = 1_000_000
_UNSHOWABLE: Final = "it holds characters that cannot be shown, or blanks that cannot be seen"


def read_value(key: str, value: object, folder: Path) -> object:
    """The value of one key.

    Args:
        key: its name, without the tables it stands in.
        value: as TOML gives it.
        folder: what relative paths start from.

    Raises:
        UsageError: it is not what the key takes.
    """
    return _READERS[key](value, folder)


def is_id(text: str) -> bool:
    """Whether a text may be a record's key."""
    try:
        msgspec.convert(text, Id)
    except msgspec.ValidationError:
        return False
    return True


def _line(value: object, _folder: Path) -> str:
    return _shown(_text(value))


def _shown(text: str) -> str:
    if clean(text, 600) != text:
        raise UsageError(_UNSHOWABLE, do="type it anew")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"it must be a text, not {_quoted(value)}", do="put it in quotes")
    return value


def _quoted(value: object) -> str:
    """A value as it is written in the file: texts in quotes, true and false in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        shown = clean(value, 60)
    except ValueError:
        # Python writes no number of more than some thousand digits; TOML has such in base 16.
        return "a number as long as that"
    return f"“{shown}”" if isinstance(value, str) else shown


def _unquoted(value: object) -> str:
    return "write it without quotes" if isinstance(value, str) else ""


def _switch(value: object, _folder: Path) -> bool:
    if not isinstance(value, bool):
        what = f"it must be true or false, not {_quoted(value)}"
        raise UsageError(what, do=_unquoted(value))
    return value


def _number(value: object, _folder: Path) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        what = f"it must be a whole number from 1 to {_MOST:,}, not {_quoted(value)}"
        raise UsageError(what, do=_unquoted(value))
    return value


def _source(value: object, _folder: Path) -> str:
    text = _text(value)
    if not is_id(text):
        what = f"{_quoted(text)} cannot be a source's id"
        raise UsageError(what, do="letters, digits and . _ : - only, as in kyiv-independent")
    return text


def _channel(value: object, _folder: Path) -> str:
    text = _text(value)
    if not is_id(text):
        what = f"{_quoted(text)} is not the name of a channel"
        raise UsageError(what, do="write NAME as in t.me/NAME, without @ or address")
    return text


def _language(value: object, _folder: Path) -> str:
    text = _text(value)
    if text not in KNOWN:
        what = f"{_quoted(text)} is not a language that sitmon has rules for"
        raise UsageError(what, do=f"one of {', '.join(KNOWN)}")
    return text


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
        raise UsageError(f"{_quoted(value)} is not a day since 1990", do="write 2025-01-01")
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
    "on": _switch,
    "source": _source,
    "channel": _channel,
    "language": _language,
    "keep_days": _number,
    "keep_megabytes": _number,
    "every": _duration,
    "since": _day,
    "url": _address,
    "pack": _pack,
    "ca_file": _path,
    "credential_file": _path,
    "contact": _line,
}
"""One for every key of `settings_model` that holds no table."""
