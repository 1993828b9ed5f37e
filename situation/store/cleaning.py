"""Cleaning what a store gives back: a store is outside too, whoever wrote into it."""

from collections.abc import Callable
from functools import lru_cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from situation.record import Text
from situation.text import LINE_LIMIT, clean

R = TypeVar("R", bound=Struct)
Cleaner = Callable[[Any], Any]
"""Gives back the very same value when there was nothing to clean."""

# In compact JSON of printable ASCII, `clean` has work only at an escape, a double space or a space
# at the end of a string.
_SUSPECT: Final = (b"\\", b"  ", b'" ', b' "', b"\x7f")


def is_plain(body: bytes) -> bool:
    """Whether `cleaned` would surely change nothing in this JSON, as msgspec writes it."""
    return body.isascii() and not any(mark in body for mark in _SUSPECT)


def cleaned(record: R) -> R:
    """The record with every text through `clean()`; the same object when nothing had to change.

    A text that the model holds to a pattern, such as an id, has no need of it: the strict decoder
    lets nothing else through.
    """
    changed: dict[str, Any] = {}
    for name, cleaner in _cleaners(type(record)):
        value = getattr(record, name)
        fresh = cleaner(value)
        if fresh is not value:
            changed[name] = fresh
    return replace(record, **changed) if changed else record


@lru_cache(maxsize=64)
def _cleaners(record_type: type[Struct]) -> tuple[tuple[str, Cleaner], ...]:
    """The fields of a type that can hold outside text, and how each is cleaned."""
    hints = get_type_hints(record_type, include_extras=True)
    found = ((name, _cleaner(hints[name])) for name in record_type.__struct_fields__)
    return tuple((name, cleaner) for name, cleaner in found if cleaner is not None)


def _cleaner(hint: object) -> Cleaner | None:
    if hint is str:
        return partial(_cleaned_line, LINE_LIMIT)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return cleaned if _cleaners(hint) else None
    parts = [part for part in get_args(hint) if part not in (NoneType, Ellipsis)]
    origin = get_origin(hint)
    if origin is Annotated and parts[0] is str and parts[1].pattern is None:
        return partial(_cleaned_text if hint == Text else _cleaned_line, parts[1].max_length)
    inner = _cleaner(parts[0]) if origin in (tuple, Union, UnionType) else None
    if inner is None:
        return None
    return partial(_each_cleaned if origin is tuple else _cleaned_if_any, inner)


def _cleaned_text(limit: int, text: str) -> str:
    fresh = clean(text, limit, lines=True) if text else text
    return text if fresh == text else fresh


def _cleaned_line(limit: int, text: str) -> str:
    fresh = _remembered_line(limit, text) if text else text
    return text if fresh == text else fresh


@lru_cache(maxsize=8192)
def _remembered_line(limit: int, text: str) -> str:
    # Labels, names and credits repeat in thousands of records.
    return clean(text, limit)


def _each_cleaned(cleaner: Cleaner, values: tuple[Any, ...]) -> tuple[Any, ...]:
    fresh = tuple(map(cleaner, values))
    return values if fresh == values else fresh


def _cleaned_if_any(cleaner: Cleaner, value: object) -> object:
    return None if value is None else cleaner(value)
